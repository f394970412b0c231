// Accounts of this installation: Verbatim's own resource, for the account it began with (and the command line).
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Account } from '../../domain/account.ts'
import { fault } from '../../domain/errors.ts'
import type { AccountSid } from '../../domain/sid.ts'
import { callerOf } from '../../http/authentication.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { formatDate } from '../../http/dates.ts'
import {
  type PagingQuery,
  pageSchema,
  pagingParameters,
  parsePaging,
  presentPage,
} from '../../http/paging.ts'
import { dateSchema, sidParameter, sidSchema, urlSchema } from '../../http/schemas.ts'
import { type AccountsDeps, createAccount, deleteAccount, fetchAccount, rotateToken } from './service.ts'

const path = Type.Object({ Sid: sidParameter('account', 'Sid of the account.') })
const createForm = Type.Object({ FriendlyName: Type.Optional(Type.String()) })
const rotateForm = Type.Object({
  GraceSeconds: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 31_536_000, description: 'How long the old secret stays good.' }),
  ),
})
const properties = {
  sid: sidSchema('account'),
  friendly_name: Type.String(),
  date_created: dateSchema,
  date_updated: dateSchema,
  url: urlSchema,
}
const accountSchema = Type.Object(properties)
const secretSchema = Type.Object({ ...properties, auth_token: Type.String() })
type Path = Static<typeof path>

/** Registers list, fetch, create, delete and rotation of tokens. Only the first account may, with its own token. */
export function accountRoutes(app: FastifyInstance, deps: AccountsDeps & { baseUrl: BaseUrl }) {
  const { baseUrl } = deps
  const requireFirst = (request: FastifyRequest) => requireFirstAccount(request, deps.firstAccountSid)

  app.get<{ Querystring: PagingQuery }>(
    '/x/v1/Accounts',
    {
      schema: {
        operationId: 'ListAccount',
        querystring: Type.Object(pagingParameters),
        response: { 200: pageSchema('accounts', accountSchema) },
      },
    },
    async (request) => {
      requireFirst(request)
      const wanted = parsePaging(request.query)
      const page = await deps.store.accounts.list(wanted)
      const present = (account: Account) => presentAccount(account, baseUrl(request))
      return presentPage(request, baseUrl, { key: 'accounts', page, limit: wanted.limit, present })
    },
  )
  app.post<{ Body: Static<typeof createForm> }>(
    '/x/v1/Accounts',
    { schema: { operationId: 'CreateAccount', body: createForm, response: { 201: secretSchema } } },
    async (request, reply) => {
      requireFirst(request)
      const { account, authToken } = await createAccount(request.body.FriendlyName ?? '', deps)
      return reply.status(201).send({ ...presentAccount(account, baseUrl(request)), auth_token: authToken })
    },
  )
  app.get<{ Params: Path }>(
    '/x/v1/Accounts/:Sid',
    { schema: { operationId: 'FetchAccount', params: path, response: { 200: accountSchema } } },
    async (request) => {
      requireFirst(request)
      return presentAccount(await fetchAccount(request.params.Sid, deps), baseUrl(request))
    },
  )
  app.delete<{ Params: Path }>(
    '/x/v1/Accounts/:Sid',
    {
      schema: {
        operationId: 'DeleteAccount',
        summary: 'Delete an account with all that is stored of it; the first one is a conflict',
        params: path,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      requireFirst(request)
      await deleteAccount(request.params.Sid, deps)
      return reply.status(204).send()
    },
  )
  app.post<{ Params: Path; Body: Static<typeof rotateForm> }>(
    '/x/v1/Accounts/:Sid/Rotate',
    {
      schema: {
        operationId: 'RotateAuthToken',
        params: path,
        body: rotateForm,
        response: { 200: secretSchema },
      },
    },
    async (request) => {
      requireFirst(request)
      const graceMs = (request.body.GraceSeconds ?? 0) * 1000
      const { account, authToken } = await rotateToken(request.params.Sid, graceMs, deps)
      return { ...presentAccount(account, baseUrl(request)), auth_token: authToken }
    },
  )
}

function requireFirstAccount(request: FastifyRequest, first: AccountSid) {
  const { accountSid, keySid } = callerOf(request)
  if (accountSid !== first || keySid !== null) {
    throw fault('forbidden', "Only the first account's own token may manage accounts")
  }
}

function presentAccount(account: Account, base: string): Static<typeof accountSchema> {
  return {
    sid: account.sid,
    friendly_name: account.friendlyName,
    date_created: formatDate(account.dateCreated),
    date_updated: formatDate(account.dateUpdated),
    url: `${base}/x/v1/Accounts/${account.sid}`,
  }
}
