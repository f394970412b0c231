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
import { requireUnredactedRight } from '../../http/redacted-view.ts'
import { ifMatchHeader, lenient, sidSchema } from '../../http/schemas.ts'
import { versionTag } from '../../http/version-tag.ts'
import { presentService, serviceSchema, webhookMethodSchema } from './present.ts'
import {
  createService,
  deleteService,
  fetchService,
  listServices,
  type ServicesDeps,
  updateService,
} from './service.ts'

const path = Type.Object({ Sid: Type.String({ description: 'Sid or unique name of the Service.' }) })
const settings = {
  AutoTranscribe: Type.Optional(Type.Boolean({ description: 'Transcribe every new recording.' })),
  DataLogging: Type.Optional(Type.Boolean({ description: 'Accepted, without effect.' })),
  FriendlyName: Type.Optional(Type.String({ description: 'A name for people, at most 64 characters.' })),
  AutoRedaction: Type.Optional(Type.Boolean({ description: 'Take personal data out of texts.' })),
  MediaRedaction: Type.Optional(Type.Boolean({ description: 'Take it out of the audio as well.' })),
  WebhookUrl: Type.Optional(Type.String({ description: 'What to call when a transcript is completed.' })),
  WebhookHttpMethod: Type.Optional(lenient(Type.String(), webhookMethodSchema)),
  EncryptionCredentialSid: Type.Optional(
    lenient(Type.String(), Type.String({ ...sidSchema('publicKey'), description: 'Encrypt for this key.' })),
  ),
}
const uniqueName = Type.String({ description: 'A name that serves in place of the sid.' })
const createForm = Type.Object({
  // Checked by the rules, which say more about it than a schema can.
  UniqueName: lenient(Type.String({ default: '' }), uniqueName),
  LanguageCode: Type.Optional(Type.String({ description: 'Language of the recordings; en-US by default.' })),
  ...settings,
})
const updateForm = Type.Object({ UniqueName: Type.Optional(uniqueName), ...settings })
const tags = ['IntelligenceV2Service']
const versioned = { answerHeaders: ['etag', 'rate', 'cors'] } as const

type Form = Static<typeof updateForm> & { LanguageCode?: string }
type Path = Static<typeof path>

type RouteDeps = ServicesDeps & { baseUrl: BaseUrl }

/** Registers the five operations on Services. */
export function serviceRoutes(app: FastifyInstance, deps: RouteDeps) {
  readRoutes(app, deps)
  writeRoutes(app, deps)
}

function readRoutes(app: FastifyInstance, deps: RouteDeps) {
  const { baseUrl } = deps

  app.get<{ Querystring: PagingQuery }>(
    '/v2/Services',
    {
      schema: {
        operationId: 'ListService',
        tags,
        summary: 'List Services, newest first',
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
    {
      schema: {
        operationId: 'FetchService',
        tags,
        summary: 'Fetch a Service',
        params: path,
        response: { 200: serviceSchema },
      },
      config: versioned,
    },
    async (request, reply) => {
      const service = await fetchService(accountOf(request), request.params.Sid, deps)
      return withEtag(reply, service).send(presentService(service, baseUrl(request)))
    },
  )
}

function writeRoutes(app: FastifyInstance, deps: RouteDeps) {
  const { baseUrl } = deps

  app.post<{ Body: Form }>(
    '/v2/Services',
    {
      schema: {
        operationId: 'CreateService',
        tags,
        summary: 'Make a Service: the settings that transcripts are made under',
        body: createForm,
        response: { 201: serviceSchema },
      },
      config: versioned,
    },
    async (request, reply) => {
      // What a Service does not take out, its transcripts show: also to keys that may see nothing else.
      if (!request.body.AutoRedaction || !request.body.MediaRedaction) requireUnredactedRight(request)
      const service = await createService(accountOf(request), toChange(request.body), deps)
      return withEtag(reply, service)
        .status(201)
        .send(presentService(service, baseUrl(request)))
    },
  )
  app.post<{ Params: Path; Body: Form }>(
    '/v2/Services/:Sid',
    {
      schema: {
        operationId: 'UpdateService',
        tags,
        summary: 'Change a Service; transcripts that exist are not touched',
        params: path,
        headers: ifMatchHeader,
        body: updateForm,
        response: { 200: serviceSchema },
      },
      config: versioned,
    },
    async (request, reply) => {
      const { AutoRedaction: text, MediaRedaction: media } = request.body
      if (text === false || media === false) requireUnredactedRight(request)
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
    {
      schema: {
        operationId: 'DeleteService',
        tags,
        summary: 'Delete a Service; its transcripts stay',
        params: path,
        response: { 204: Type.Null() },
      },
      config: { answerHeaders: ['etag', 'rate'] },
    },
    async (request, reply) => {
      const service = await deleteService(accountOf(request), request.params.Sid, deps)
      return withEtag(reply, service).status(204).send()
    },
  )
}

function withEtag(reply: FastifyReply, { version }: Service) {
  return reply.header('ETag', versionTag(version))
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
