// Transcripts: wire to rules and back (contract sections 4, 6 and 8).
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Transcript } from '../../domain/transcript.ts'
import { accountOf, callerOf } from '../../http/authentication.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { parseDate } from '../../http/dates.ts'
import { pageSchema, pagingParameters, parsePaging, presentPage } from '../../http/paging.ts'
import { lenient, sidParameter } from '../../http/schemas.ts'
import { toFilter, transcriptFilters } from '../../http/transcript-filter.ts'
import { transcriptOf } from '../../http/transcript-of.ts'
import { presentTranscript, type TranscriptView, transcriptSchema } from './present.ts'
import {
  cancelTranscript,
  createTranscript,
  deleteTranscript,
  listTranscripts,
  type TranscriptsDeps,
} from './service.ts'
import { viewRoutes } from './view-routes.ts'

const path = Type.Object({ Sid: sidParameter('transcript', 'Sid of the transcript.') })
const form = Type.Object({
  ServiceSid: lenient(Type.String(), sidParameter('service', 'The Service whose settings hold.')),
  Channel: lenient(
    Type.String(),
    Type.Unsafe<string>({ description: 'JSON: where the audio is and who speaks on which channel.' }),
  ),
  CustomerKey: Type.Optional(Type.String({ description: 'A key of your own, at most 64 characters.' })),
  MediaStartTime: Type.Optional(
    lenient(
      Type.String(),
      Type.String({ format: 'date-time', description: 'When the recording began, ISO 8601.' }),
    ),
  ),
})
const filters = Type.Object({ ...transcriptFilters, ...pagingParameters })
const tags = ['IntelligenceV2Transcript']
type Path = Static<typeof path>
type Filters = Static<typeof filters>

type RouteDeps = TranscriptsDeps & { baseUrl: BaseUrl }

/** Registers create, list, fetch and delete of Transcripts, and our Cancel. */
export function transcriptRoutes(app: FastifyInstance, deps: RouteDeps) {
  makingRoutes(app, deps)
  viewRoutes(app, deps)
  endingRoutes(app, deps)
}

function makingRoutes(app: FastifyInstance, deps: RouteDeps) {
  const { baseUrl } = deps

  app.post<{ Body: Static<typeof form> }>(
    '/v2/Transcripts',
    {
      schema: {
        operationId: 'CreateTranscript',
        tags,
        summary: 'Have a recording transcribed; the answer comes at once, the work is done later',
        body: form,
        response: { 202: transcriptSchema },
      },
    },
    async (request, reply) => {
      const wanted = {
        serviceSid: request.body.ServiceSid,
        channel: request.body.Channel,
        customerKey: request.body.CustomerKey,
        mediaStartTime: parseDate('MediaStartTime', request.body.MediaStartTime),
      }
      const transcript = await createTranscript(accountOf(request), wanted, deps)
      return reply.status(202).send(presentTranscript(transcript, viewOf(request, deps)))
    },
  )
  app.get<{ Querystring: Filters }>(
    '/v2/Transcripts',
    {
      schema: {
        operationId: 'ListTranscript',
        tags,
        summary: 'List transcripts, newest first',
        querystring: filters,
        response: { 200: pageSchema('transcripts', transcriptSchema) },
      },
    },
    async (request) => {
      const listing = { filter: toFilter(request.query), page: parsePaging(request.query) }
      const page = await listTranscripts(accountOf(request), listing, deps)
      const present = (transcript: Transcript) => presentTranscript(transcript, viewOf(request, deps))
      return presentPage(request, baseUrl, { key: 'transcripts', page, limit: listing.page.limit, present })
    },
  )
  app.get<{ Params: Path }>(
    '/v2/Transcripts/:Sid',
    {
      schema: {
        operationId: 'FetchTranscript',
        tags,
        summary: 'Fetch a transcript',
        params: path,
        response: { 200: transcriptSchema },
      },
    },
    async (request) => {
      const transcript = await transcriptOf(request, request.params.Sid, deps.store.transcripts)
      return presentTranscript(transcript, viewOf(request, deps))
    },
  )
}

function endingRoutes(app: FastifyInstance, deps: RouteDeps) {
  app.delete<{ Params: Path }>(
    '/v2/Transcripts/:Sid',
    {
      schema: {
        operationId: 'DeleteTranscript',
        tags,
        summary: 'Delete a transcript with all that belongs to it; work under way stops',
        params: path,
        response: { 204: Type.Null() },
      },
      config: { answerHeaders: ['rate'] },
    },
    async (request, reply) => {
      await deleteTranscript(accountOf(request), request.params.Sid, deps)
      return reply.status(204).send()
    },
  )
  app.post<{ Params: Path }>(
    '/x/v1/Transcripts/:Sid/Cancel',
    {
      schema: {
        operationId: 'CancelTranscript',
        summary: 'Stop the work on a transcript that is queued or in progress',
        params: path,
        response: { 200: transcriptSchema },
      },
    },
    async (request) => {
      const transcript = await transcriptOf(request, request.params.Sid, deps.store.transcripts)
      return presentTranscript(await cancelTranscript(transcript, deps), viewOf(request, deps))
    },
  )
}

function viewOf(request: FastifyRequest, { baseUrl }: RouteDeps): TranscriptView {
  return { base: baseUrl(request), personal: callerOf(request).scope !== 'redacted-only' }
}
