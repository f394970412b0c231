// Liveness and readiness, for people and orchestrators; no credentials asked.
import type { FastifyInstance } from 'fastify'
import { fault } from '../../domain/errors.ts'

/** What readiness depends on. Each check rejects while its part is not ready, and counts as rejected after `limitMs`
 * (15 s): an orchestrator wants an answer, whatever a part waits for. */
export interface HealthDeps {
  checks: Record<string, () => Promise<void>>
  limitMs?: number
}

const LIMIT_MS = 15_000

/** Registers `/healthz` (the process answers) and `/readyz` (every one of `checks` resolves). */
export function healthRoutes(app: FastifyInstance, { checks, limitMs = LIMIT_MS }: HealthDeps) {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async () => {
    for (const [name, check] of Object.entries(checks)) {
      await within(limitMs, check()).catch((cause) => {
        throw fault('unavailable', `${name} is not ready`, { cause })
      })
    }
    return { status: 'ready' }
  })
}

async function within(limitMs: number, work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${limitMs} ms`)), limitMs)
  await Promise.race([work, late.promise]).finally(() => clearTimeout(timer))
}
