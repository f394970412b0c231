// The address that URLs in answers begin with.
import type { FastifyRequest } from 'fastify'

/** Names under which clients of Twilio reach us unchanged, through the proxy or a hosts entry: always by TLS, which
 * ends before the request gets here (contract section 17, ways D and E). */
const twilioHost = /^[a-z0-9.-]+\.twilio\.com(:443)?$/i

/** Makes the function that gives the base of a request's URLs, without a slash at its end: the configured one,
 * else the scheme and Host that the client used. A Host that is none is answered with our own name. Forwarded
 * headers count only when Fastify trusts the proxy that sent them. */
export function createBaseUrl(configured: string | null): (request: FastifyRequest) => string {
  if (configured) return () => configured.replace(/\/+$/, '')
  return (request) => {
    const host = /^[A-Za-z0-9._-]+(:\d{1,5})?$|^\[[0-9A-Fa-f:.]+\](:\d{1,5})?$/.test(request.host)
      ? request.host
      : `localhost:${request.socket.localPort}`
    const scheme = twilioHost.test(host) ? 'https' : request.protocol
    return `${scheme}://${host}`
  }
}

/** See {@link createBaseUrl}. */
export type BaseUrl = ReturnType<typeof createBaseUrl>
