// Signing in at the viewer's pages: a session behind a cookie, opened with credentials or with a link that is good
// once. Programs have no use for it, they send credentials.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { type Caller, keyScopes } from '../../domain/account.ts'
import { fault } from '../../domain/errors.ts'
import { checkPassword, type PageSessions, sessionCaller } from '../../http/authentication.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { formatDate } from '../../http/dates.ts'
import type { Lockout } from '../../http/lockout.ts'
import { watchMethods } from '../../http/other-methods.ts'
import { dateSchema, nullable, sidSchema } from '../../http/schemas.ts'
import {
  clearSessionCookie,
  isSecurePage,
  ownOrigins,
  requireOwnPage,
  sessionTokenOf,
  setSessionCookie,
} from '../../http/session-cookie.ts'
import type { Credentials } from '../../ports/credentials.ts'
import type { Sessions } from '../../ports/sessions.ts'

/** What signing in needs. */
export interface SessionDeps {
  credentials: Credentials
  sessions: Sessions
  lockout: Lockout
  baseUrl: BaseUrl
}

const signIn = Type.Object({
  sid: Type.Optional(Type.String({ maxLength: 100, description: 'Sid of an account or of a key.' })),
  secret: Type.Optional(Type.String({ maxLength: 200, description: 'Its auth token or secret.' })),
  link: Type.Optional(Type.String({ maxLength: 100, description: 'Instead of both: the text of a link.' })),
})
const sessionSchema = Type.Object({
  account_sid: sidSchema('account'),
  key_sid: nullable(sidSchema('apiKey')),
  scope: Type.Enum([...keyScopes]),
  date_expires: dateSchema,
})
const path = '/x/v1/Session'
const BODY_LIMIT = 4096

/** Registers sign-in, sign-out, and who is signed in. Sign-in takes JSON, which pages of other origins can not send
 * unasked. */
export async function sessionRoutes(app: FastifyInstance, deps: SessionDeps) {
  app.removeContentTypeParser('text/plain')
  const refuseOtherMethods = watchMethods(app)
  const config = { answerHeaders: [] }
  app.post<{ Body: Static<typeof signIn> }>(
    path,
    {
      config,
      bodyLimit: BODY_LIMIT,
      schema: {
        operationId: 'CreateSession',
        summary: 'Sign in: the answer sets a cookie that stands for these credentials',
        body: signIn,
        response: { 201: sessionSchema },
      },
    },
    async (request, reply) => {
      const { origin, 'sec-fetch-site': site } = request.headers
      const isBrowser = origin !== undefined || site !== undefined
      if (isBrowser) requireOwnPage(request, ownOrigins(request, deps.baseUrl))
      const opened = await openSession(request, reply, deps)
      const caller = opened && (await deps.sessions.callerOf(opened.token))
      if (!caller) throw fault('unauthenticated')
      setSessionCookie(reply, opened, isSecurePage(request))
      return reply.status(201).send(present(caller))
    },
  )
  app.get(
    path,
    {
      config,
      schema: {
        operationId: 'FetchSession',
        summary: 'Who is signed in; 204 when nobody is',
        response: { 200: sessionSchema, 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const caller = await sessionCaller(request, pageSessions(deps))
      return caller ? present(caller) : reply.status(204).send()
    },
  )
  app.delete(
    path,
    { config, schema: { operationId: 'DeleteSession', summary: 'Sign out', response: { 204: Type.Null() } } },
    async (request, reply) => {
      const token = sessionTokenOf(request)
      if (token) {
        requireOwnPage(request, ownOrigins(request, deps.baseUrl))
        await deps.sessions.end(token)
      }
      clearSessionCookie(reply, isSecurePage(request))
      return reply.status(204).send()
    },
  )
  refuseOtherMethods()
}

/** What authentication needs of the parts of the app. */
export function pageSessions({ sessions, baseUrl }: Pick<SessionDeps, 'sessions' | 'baseUrl'>): PageSessions {
  return {
    callerOf: (token) => sessions.callerOf(token),
    readerOf: (token) => sessions.readerOf(token),
    baseUrl,
  }
}

async function openSession(request: FastifyRequest, reply: FastifyReply, deps: SessionDeps) {
  const { sid, secret, link } = request.body as Static<typeof signIn>
  if (link !== undefined) return deps.sessions.useLink(link)
  if (sid === undefined || secret === undefined) {
    throw fault('invalidParameter', 'Send sid and secret, or link')
  }
  const { credentials, lockout } = deps
  const caller = await checkPassword(request, reply, { user: sid, password: secret, credentials, lockout })
  return deps.sessions.open(caller)
}

function present({
  accountSid,
  keySid,
  scope,
  expires,
}: Caller & { expires: Date }): Static<typeof sessionSchema> {
  return { account_sid: accountSid, key_sid: keySid, scope, date_expires: formatDate(expires) }
}
