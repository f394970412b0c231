// Basic authentication, before anything else of a request is looked at: a bad request without credentials is
// a 401, not a 400.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { fault } from '../domain/errors.ts'
import type { AccountSid } from '../domain/sid.ts'
import type { Credentials } from '../ports/credentials.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The account whose credentials came with the request; null on public routes. */
    accountSid: AccountSid | null
  }
}

/** Requires credentials on every route of `app`. */
export function requireCredentials(app: FastifyInstance, credentials: Credentials) {
  app.decorateRequest('accountSid', null)
  app.addHook('onRequest', async (request) => {
    const given = parseBasic(request.headers.authorization)
    request.accountSid = given && credentials.verify(given.user, given.password)
    if (!request.accountSid) throw fault('unauthenticated')
  })
}

/** The account of an authenticated request. */
export function accountOf(request: FastifyRequest): AccountSid {
  if (!request.accountSid) throw fault('unauthenticated')
  return request.accountSid
}

function parseBasic(header: string | undefined) {
  const encoded = /^basic +([A-Za-z0-9+/=_-]+) *$/i.exec(header ?? '')?.[1]
  if (!encoded) return null
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) }
}
