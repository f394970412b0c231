// Services: wire to rules and back (contract section 10).
import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Service, ServiceChange } from '../../domain/service.ts'
import { accountOf } from '../../http/authentication.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import {
  type PagingQuery,
  pageSchema,
  pagingParameters,
  parsePaging,
  presentPage,
} from '../../http/paging.ts'
import { presentService, serviceSchema } from './present.ts'
import {
  createService,
  deleteService,
  fetchService,
  listServices,
  type ServicesDeps,
  updateService,
} from './service.ts'

const path = Type.Object({ Sid: Type.String() })
const form = Type.Object({
  UniqueName: Type.Optional(Type.String()),
  FriendlyName: Type.Optional(Type.String()),
  LanguageCode: Type.Optional(Type.String()),
  AutoTranscribe: Type.Optional(Type.Boolean()),
  DataLogging: Type.Optional(Type.Boolean()),
  AutoRedaction: Type.Optional(Type.Boolean()),
  MediaRedaction: Type.Optional(Type.Boolean()),
  WebhookUrl: Type.Optional(Type.String()),
  WebhookHttpMethod: Type.Optional(Type.String()),
  EncryptionCredentialSid: Type.Optional(Type.String()),
})
type Form = Static<typeof form>
type Path = Static<typeof path>

/** Registers the five operations on Services. */
export function serviceRoutes(app: FastifyInstance, deps: ServicesDeps & { baseUrl: BaseUrl }) {
  const { baseUrl } = deps

  app.post<{ Body: Form }>(
    '/v2/Services',
    { schema: { operationId: 'CreateService', body: form, response: { 201: serviceSchema } } },
    async (request, reply) => {
      const service = await createService(accountOf(request), toChange(request.body), deps)
      return withEtag(reply, service)
        .status(201)
        .send(presentService(service, baseUrl(request)))
    },
  )
  app.get<{ Querystring: PagingQuery }>(
    '/v2/Services',
    {
      schema: {
        operationId: 'ListService',
        querystring: Type.Object(pagingParameters),
        response: { 200: pageSchema('services', serviceSchema) },
      },
    },
    async (request) => {
      const wanted = parsePaging(request.query)
      const page = await listServices(accountOf(request), wanted, deps)
      const present = (service: Service) => presentService(service, baseUrl(request))
      return presentPage(request, baseUrl, { key: 'services', page, limit: wanted.limit, present })
    },
  )
  app.get<{ Params: Path }>(
    '/v2/Services/:Sid',
    { schema: { operationId: 'FetchService', params: path, response: { 200: serviceSchema } } },
    async (request, reply) => {
      const service = await fetchService(accountOf(request), request.params.Sid, deps)
      return withEtag(reply, service).send(presentService(service, baseUrl(request)))
    },
  )
  app.post<{ Params: Path; Body: Form }>(
    '/v2/Services/:Sid',
    { schema: { operationId: 'UpdateService', params: path, body: form, response: { 200: serviceSchema } } },
    async (request, reply) => {
      const update = {
        sidOrName: request.params.Sid,
        change: toChange(request.body),
        ifMatch: request.headers['if-match'],
      }
      const service = await updateService(accountOf(request), update, deps)
      return withEtag(reply, service).send(presentService(service, baseUrl(request)))
    },
  )
  app.delete<{ Params: Path }>(
    '/v2/Services/:Sid',
    { schema: { operationId: 'DeleteService', params: path } },
    async (request, reply) => {
      const service = await deleteService(accountOf(request), request.params.Sid, deps)
      return withEtag(reply, service).status(204).send()
    },
  )
}

function withEtag(reply: FastifyReply, { version }: Service) {
  return reply.header('ETag', `"${version}"`)
}

function toChange(body: Form): ServiceChange {
  return {
    uniqueName: body.UniqueName,
    friendlyName: body.FriendlyName,
    languageCode: body.LanguageCode,
    autoTranscribe: body.AutoTranscribe,
    autoRedaction: body.AutoRedaction,
    mediaRedaction: body.MediaRedaction,
    webhookUrl: body.WebhookUrl,
    webhookHttpMethod: body.WebhookHttpMethod,
    encryptionCredentialSid: body.EncryptionCredentialSid,
  }
}
