// Basic authentication, the session of a page or the token of an embedded view, before anything else of a request is looked at: a bad request
// without credentials is a 401, not a 400. And what the caller's key may do.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../domain/account.ts'
import { fault } from '../domain/errors.ts'
import type { AccountSid } from '../domain/sid.ts'
import type { Credentials } from '../ports/credentials.ts'
import type { Sessions } from '../ports/sessions.ts'
import type { BaseUrl } from './base-url.ts'
import { embeddedReader, parseBearer } from './embedded-reader.ts'
import { addressBlock, createLockout, type Lockout } from './lockout.ts'
import { ownOrigins, requireOwnPage, sessionTokenOf } from './session-cookie.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** On whose behalf the request is made; null on public routes. */
    caller: Caller | null
  }
}

/** The sessions of pages, and by which names this server is reached. */
export interface PageSessions {
  callerOf: Sessions['callerOf']
  readerOf: Sessions['readerOf']
  baseUrl: BaseUrl
}

/** Requires credentials on every route of `app`; a key that may only read gets no further with other methods. Who
 * fails too often from one address is refused for a while, right or wrong. Without `sessions` only Basic counts. */
export function requireCredentials(
  app: FastifyInstance,
  credentials: Credentials,
  { lockout = createLockout(), sessions }: { lockout?: Lockout; sessions?: PageSessions } = {},
) {
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request, reply) => {
    const given = parseBasic(request.headers.authorization)
    const caller = given
      ? await checkPassword(request, reply, { ...given, credentials, lockout })
      : sessions && (await sessionOrReader(request, sessions))
    if (!caller) throw fault('unauthenticated')
    request.caller = caller
    const reads = request.method === 'GET' || request.method === 'HEAD'
    if (!reads && caller.scope === 'read-only') throw fault('forbidden', 'This key may only read')
  })
}

/** Credentials in the header win over a cookie, also when they are not good. */
function sessionOrReader(request: FastifyRequest, sessions: PageSessions) {
  const bearer = parseBearer(request.headers.authorization)
  return bearer ? embeddedReader(request, bearer, sessions.readerOf) : sessionCaller(request, sessions)
}

/** Whose session the cookie of a request is; null without a good one.
 * @throws VerbatimError forbidden when another page made the browser send it */
export async function sessionCaller(
  request: FastifyRequest,
  { callerOf, baseUrl }: Omit<PageSessions, 'readerOf'>,
) {
  const token = sessionTokenOf(request)
  const caller = token && (await callerOf(token))
  if (!caller) return null
  requireOwnPage(request, ownOrigins(request, baseUrl))
  return caller
}

/** Whose user and password these are.
 * @throws VerbatimError unauthenticated, tooManyRequests */
export async function checkPassword(
  request: FastifyRequest,
  reply: FastifyReply,
  given: { user: string; password: string; credentials: Credentials; lockout: Lockout },
): Promise<Caller> {
  const { user, password, credentials, lockout } = given
  const attempt = { address: request.ip, user }
  refuseLocked(reply, lockout.waitMs(attempt))
  const caller = await credentials.verify(user, password)
  // Others may have failed meanwhile: tries side by side must not get more answers than one after the other.
  refuseLocked(reply, lockout.waitMs(attempt))
  if (!caller) {
    const waitMs = lockout.failed(attempt)
    if (waitMs > 0)
      request.log.warn({ address: addressBlock(request.ip), waitMs }, 'too many wrong credentials')
    throw fault('unauthenticated')
  }
  lockout.succeeded(attempt)
  return caller
}

function refuseLocked(reply: FastifyReply, waitMs: number) {
  if (waitMs <= 0) return
  reply.header('Retry-After', Math.max(1, Math.ceil(waitMs / 1000)))
  throw fault(
    'tooManyRequests',
    'Too many wrong credentials from this address; this request was not processed',
  )
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

/** For what is not about one account: every route of `app` is for the credentials of `account` alone.
 * @throws VerbatimError forbidden */
export function requireAccount(app: FastifyInstance, account: AccountSid) {
  app.addHook('onRequest', async (request) => {
    if (accountOf(request) !== account) throw fault('forbidden')
  })
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
