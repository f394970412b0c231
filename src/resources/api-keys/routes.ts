// API keys of the asking account: Verbatim's own resource (contract section 16).
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { type ApiKey, keyScopes } from '../../domain/account.ts'
import { accountOf, requireFullScope } from '../../http/authentication.ts'
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
import { type ApiKeysDeps, createKey, deleteKey, rotateKey } from './service.ts'

const path = Type.Object({ Sid: sidParameter('apiKey', 'Sid of the key.') })
const createForm = Type.Object({
  FriendlyName: Type.Optional(Type.String()),
  Scope: Type.Optional(Type.Enum([...keyScopes], { description: 'What the key may do; full by default.' })),
})
const rotateForm = Type.Object({
  GraceSeconds: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 31_536_000, description: 'How long the old secret stays good.' }),
  ),
})
const properties = {
  sid: sidSchema('apiKey'),
  account_sid: sidSchema('account'),
  friendly_name: Type.String(),
  scope: Type.Enum([...keyScopes]),
  date_created: dateSchema,
  date_updated: dateSchema,
  url: urlSchema,
}
const keySchema = Type.Object(properties)
const secretSchema = Type.Object({ ...properties, secret: Type.String() })
type Path = Static<typeof path>

/** Registers list, create, rotation and deletion. They take a full credential, since a key can make keys. */
export function apiKeyRoutes(app: FastifyInstance, deps: ApiKeysDeps & { baseUrl: BaseUrl }) {
  const { baseUrl } = deps

  app.get<{ Querystring: PagingQuery }>(
    '/x/v1/Keys',
    {
      schema: {
        operationId: 'ListKey',
        querystring: Type.Object(pagingParameters),
        response: { 200: pageSchema('keys', keySchema) },
      },
    },
    async (request) => {
      requireFullScope(request)
      const wanted = parsePaging(request.query)
      const page = await deps.store.accounts.listKeys(accountOf(request), wanted)
      const present = (key: ApiKey) => presentKey(key, baseUrl(request))
      return presentPage(request, baseUrl, { key: 'keys', page, limit: wanted.limit, present })
    },
  )
  app.post<{ Body: Static<typeof createForm> }>(
    '/x/v1/Keys',
    { schema: { operationId: 'CreateKey', body: createForm, response: { 201: secretSchema } } },
    async (request, reply) => {
      requireFullScope(request)
      const { FriendlyName: friendlyName = '', Scope: scope = 'full' } = request.body
      const { key, secret } = await createKey(accountOf(request), { friendlyName, scope }, deps)
      return reply.status(201).send({ ...presentKey(key, baseUrl(request)), secret })
    },
  )
  app.post<{ Params: Path; Body: Static<typeof rotateForm> }>(
    '/x/v1/Keys/:Sid/Rotate',
    { schema: { operationId: 'RotateKey', params: path, body: rotateForm, response: { 200: secretSchema } } },
    async (request) => {
      requireFullScope(request)
      const rotation = { sid: request.params.Sid, graceMs: (request.body.GraceSeconds ?? 0) * 1000 }
      const { key, secret } = await rotateKey(accountOf(request), rotation, deps)
      return { ...presentKey(key, baseUrl(request)), secret }
    },
  )
  app.delete<{ Params: Path }>(
    '/x/v1/Keys/:Sid',
    { schema: { operationId: 'DeleteKey', params: path, response: { 204: Type.Null() } } },
    async (request, reply) => {
      requireFullScope(request)
      await deleteKey(accountOf(request), request.params.Sid, deps)
      return reply.status(204).send()
    },
  )
}

function presentKey(key: ApiKey, base: string): Static<typeof keySchema> {
  return {
    sid: key.sid,
    account_sid: key.accountSid,
    friendly_name: key.friendlyName,
    scope: key.scope,
    date_created: formatDate(key.dateCreated),
    date_updated: formatDate(key.dateUpdated),
    url: `${base}/x/v1/Keys/${key.sid}`,
  }
}
