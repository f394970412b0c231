// Names every request: `Twilio-Request-Id` and `Twilio-Request-Duration` on every answer, errors included.
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

/** A new request id: RQ and 32 hex digits. */
export function newRequestId(): string {
  return `RQ${randomBytes(16).toString('hex')}`
}

/** Adds both headers; the duration is in seconds. */
export function installRequestIdentity(app: FastifyInstance) {
  app.addHook('onSend', async (request, reply) => {
    reply.header('Twilio-Request-Id', request.id)
    reply.header('Twilio-Request-Duration', (reply.elapsedTime / 1000).toFixed(3))
  })
}
