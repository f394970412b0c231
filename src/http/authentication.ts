// Basic authentication, before anything else of a request is looked at: a bad request without credentials is
// a 401, not a 400. And what the caller's key may do.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Caller } from '../domain/account.ts'
import { fault } from '../domain/errors.ts'
import type { AccountSid } from '../domain/sid.ts'
import type { Credentials } from '../ports/credentials.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** On whose behalf the request is made; null on public routes. */
    caller: Caller | null
  }
}

/** Requires credentials on every route of `app`; a key that may only read gets no further with other methods. */
export function requireCredentials(app: FastifyInstance, credentials: Credentials) {
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request) => {
    const given = parseBasic(request.headers.authorization)
    request.caller = given && (await credentials.verify(given.user, given.password))
    if (!request.caller) throw fault('unauthenticated')
    const reads = request.method === 'GET' || request.method === 'HEAD'
    if (!reads && request.caller.scope === 'read-only') throw fault('forbidden', 'This key may only read')
  })
}

/** The caller of an authenticated request. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw fault('unauthenticated')
  return request.caller
}

/** The account of an authenticated request. */
export function accountOf(request: FastifyRequest): AccountSid {
  return callerOf(request).accountSid
}

/** For what only an unrestricted credential may do: credentials, keys and accounts.
 * @throws VerbatimError forbidden */
export function requireFullScope(request: FastifyRequest) {
  if (callerOf(request).scope !== 'full') throw fault('forbidden')
}

function parseBasic(header: string | undefined) {
  const encoded = /^basic +([A-Za-z0-9+/=_-]+) *$/i.exec(header ?? '')?.[1]
  if (!encoded) return null
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) }
}
