// Headers that keep answers out of caches, frames, scripts and other pages, on every answer whatever it is. Routes
// that serve something else than JSON to programs say so by setting their own.
import type { FastifyInstance } from 'fastify'

/** What holds unless a route says otherwise: an answer may hold content of calls, and is never a page. */
export const securityHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const

/** What files behind signed addresses say instead: the address is the right to read, and pages of other origins
 * play them. */
export const signedFileHeaders = { 'Cross-Origin-Resource-Policy': 'cross-origin' } as const

/** Sets {@link securityHeaders} before anything else happens to a request. */
export function installSecurityHeaders(app: FastifyInstance) {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(securityHeaders)
  })
}
