// Public keys on Twilio's own path (CR credentials, contract section 14). Its page key is `credentials`.
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { PublicKey } from '../../domain/public-key.ts'
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
import { createKey, deleteKey, fetchKey, type PublicKeysDeps, renameKey } from './service.ts'

const path = Type.Object({ Sid: sidParameter('publicKey', 'Sid of the public key.') })
const createForm = Type.Object({
  PublicKey: Type.String({ description: 'RSA public key in PEM, 2048 bits or more.' }),
  FriendlyName: Type.Optional(Type.String()),
})
const updateForm = Type.Object({ FriendlyName: Type.String() })
const publicKeySchema = Type.Object({
  sid: sidSchema('publicKey'),
  account_sid: sidSchema('account'),
  friendly_name: Type.String(),
  date_created: dateSchema,
  date_updated: dateSchema,
  url: urlSchema,
})
type Path = Static<typeof path>

/** Registers the five operations on public keys; changing them takes a full credential. */
export function publicKeyRoutes(app: FastifyInstance, deps: PublicKeysDeps & { baseUrl: BaseUrl }) {
  const { baseUrl, store } = deps
  const collection = '/v1/Credentials/PublicKeys'

  app.post<{ Body: Static<typeof createForm> }>(
    collection,
    { schema: { operationId: 'CreatePublicKey', body: createForm, response: { 201: publicKeySchema } } },
    async (request, reply) => {
      requireFullScope(request)
      const { PublicKey: pem, FriendlyName: friendlyName = '' } = request.body
      const key = await createKey(accountOf(request), { pem, friendlyName }, deps)
      return reply.status(201).send(present(key, baseUrl(request)))
    },
  )
  app.get<{ Querystring: PagingQuery }>(
    collection,
    {
      schema: {
        operationId: 'ListPublicKey',
        querystring: Type.Object(pagingParameters),
        response: { 200: pageSchema('credentials', publicKeySchema) },
      },
    },
    async (request) => {
      const wanted = parsePaging(request.query)
      const page = await store.publicKeys.list(accountOf(request), wanted)
      return presentPage(request, baseUrl, {
        key: 'credentials',
        page,
        limit: wanted.limit,
        present: (key: PublicKey) => present(key, baseUrl(request)),
      })
    },
  )
  app.get<{ Params: Path }>(
    `${collection}/:Sid`,
    { schema: { operationId: 'FetchPublicKey', params: path, response: { 200: publicKeySchema } } },
    async (request) =>
      present(await fetchKey(accountOf(request), request.params.Sid, deps), baseUrl(request)),
  )
  app.post<{ Params: Path; Body: Static<typeof updateForm> }>(
    `${collection}/:Sid`,
    {
      schema: {
        operationId: 'UpdatePublicKey',
        params: path,
        body: updateForm,
        response: { 200: publicKeySchema },
      },
    },
    async (request) => {
      requireFullScope(request)
      const wanted = { sid: request.params.Sid, friendlyName: request.body.FriendlyName }
      return present(await renameKey(accountOf(request), wanted, deps), baseUrl(request))
    },
  )
  app.delete<{ Params: Path }>(
    `${collection}/:Sid`,
    { schema: { operationId: 'DeletePublicKey', params: path, response: { 204: Type.Null() } } },
    async (request, reply) => {
      requireFullScope(request)
      await deleteKey(accountOf(request), request.params.Sid, deps)
      return reply.status(204).send()
    },
  )
}

function present(key: PublicKey, base: string): Static<typeof publicKeySchema> {
  return {
    sid: key.sid,
    account_sid: key.accountSid,
    friendly_name: key.friendlyName,
    date_created: formatDate(key.dateCreated),
    date_updated: formatDate(key.dateUpdated),
    url: `${base}/v1/Credentials/PublicKeys/${key.sid}`,
  }
}
