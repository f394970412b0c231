// The cookie that carries a session of the viewer, and which requests it counts on: only those that our own pages
// make (RFC 6265bis; Fetch Metadata).
import type { FastifyReply, FastifyRequest } from 'fastify'
import { fault } from '../domain/errors.ts'
import type { SessionToken } from '../ports/sessions.ts'
import type { BaseUrl } from './base-url.ts'

const NAME = 'verbatim_session'
const value = new RegExp(`(?:^|;)\\s*${NAME}=([0-9a-f]{64})\\s*(?:;|$)`)

/** The session's text in a request's cookies; null when there is none. */
export function sessionTokenOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  return value.exec(headers.cookie ?? '')?.[1] ?? null
}

/** Gives the browser a session. `secure`: the page was reached by https. */
export function setSessionCookie(reply: FastifyReply, { token, expires }: SessionToken, secure: boolean) {
  reply.header('Set-Cookie', cookie(token, `Expires=${expires.toUTCString()}`, secure))
}

/** Makes the browser forget its session. */
export function clearSessionCookie(reply: FastifyReply, secure: boolean) {
  reply.header('Set-Cookie', cookie('', 'Max-Age=0', secure))
}

function cookie(text: string, end: string, secure: boolean): string {
  const flags = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
  return `${NAME}=${text}; ${flags}; ${end}`
}

/** The origins that pages of this server have: as the browser reached it, and as it calls itself. */
export function ownOrigins(request: FastifyRequest, baseUrl: BaseUrl): string[] {
  return [`${request.protocol}://${request.host}`, new URL(baseUrl(request)).origin]
}

/** Refuses what a page of another origin made the browser send. Browsers say where a request comes from in
 * Sec-Fetch-Site, which no script can change, or, on plain http, in the Origin of everything that is not just read.
 * @param own see {@link ownOrigins}
 * @throws VerbatimError forbidden */
export function requireOwnPage(request: FastifyRequest, own: readonly string[]) {
  const { origin, 'sec-fetch-site': site } = request.headers
  const reads = request.method === 'GET' || request.method === 'HEAD'
  // `none`: typed into the address bar, or a bookmark.
  const told = site === 'same-origin' || (site === 'none' && reads)
  const passes = site === undefined ? (origin === undefined ? reads : own.includes(origin)) : told
  if (!passes) throw fault('forbidden', 'A session is only good for requests of the pages of this server')
}

/** Whether the browser reached the page of a request by https; it knows better than what lies in between. */
export function isSecurePage({ headers, protocol }: FastifyRequest): boolean {
  return headers.origin ? headers.origin.startsWith('https:') : protocol === 'https'
}
