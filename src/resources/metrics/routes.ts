// The figures of this process, for Prometheus; no credentials asked.
import type { FastifyInstance } from 'fastify'
import type { Figures } from '../../ports/telemetry.ts'

/** Registers `/metrics`. */
export function metricsRoutes(app: FastifyInstance, { figures }: { figures: Figures }) {
  app.get('/metrics', async (_request, reply) => reply.type(figures.contentType).send(await figures.read()))
}
