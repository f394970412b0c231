// Liveness and readiness, for people and orchestrators; no credentials asked.
import type { FastifyInstance } from 'fastify'
import { fault } from '../../domain/errors.ts'

/** What readiness depends on. Each check rejects while its part is not ready. */
export interface HealthDeps {
  checks: Record<string, () => Promise<void>>
}

/** Registers `/healthz` (the process answers) and `/readyz` (every one of `checks` resolves). */
export function healthRoutes(app: FastifyInstance, { checks }: HealthDeps) {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async () => {
    for (const [name, check] of Object.entries(checks)) {
      await check().catch((cause) => {
        throw fault('unavailable', `${name} is not ready`, { cause })
      })
    }
    return { status: 'ready' }
  })
}
