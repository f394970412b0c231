// Transcripts: wire to rules and back (contract sections 4, 6 and 8).
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { fault } from '../../domain/errors.ts'
import { isSid } from '../../domain/sid.ts'
import { type Transcript, transcriptStatuses } from '../../domain/transcript.ts'
import { accountOf, callerOf } from '../../http/authentication.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { parseDate } from '../../http/dates.ts'
import { pageSchema, pagingParameters, parsePaging, presentPage } from '../../http/paging.ts'
import { lenient, sidParameter } from '../../http/schemas.ts'
import { transcriptOf } from '../../http/transcript-of.ts'
import type { TranscriptFilter } from '../../ports/transcript-store.ts'
import { presentTranscript, type TranscriptView, transcriptSchema } from './present.ts'
import {
  cancelTranscript,
  createTranscript,
  deleteTranscript,
  listTranscripts,
  type TranscriptsDeps,
} from './service.ts'

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
const filter = (description: string) => Type.Optional(Type.String({ description }))
const filters = Type.Object({
  ServiceSid: Type.Optional(
    lenient(Type.String(), sidParameter('service', 'Only transcripts of this Service.')),
  ),
  BeforeStartTime: filter('Only recordings that began before this time.'),
  AfterStartTime: filter('Only recordings that began after this time.'),
  BeforeDateCreated: filter('Only transcripts made before this time.'),
  AfterDateCreated: filter('Only transcripts made after this time.'),
  Status: filter('Only transcripts in this status.'),
  LanguageCode: filter('Only transcripts in this language, e.g. `en` or `en-US`.'),
  SourceSid: filter('Only transcripts of this recording.'),
  ...pagingParameters,
})
const tags = ['IntelligenceV2Transcript']
type Path = Static<typeof path>
type Filters = Static<typeof filters>

type RouteDeps = TranscriptsDeps & { baseUrl: BaseUrl }

/** Registers create, list, fetch and delete of Transcripts, and our Cancel. */
export function transcriptRoutes(app: FastifyInstance, deps: RouteDeps) {
  makingRoutes(app, deps)
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

/** Reads the filters; those that are absent or empty do not count.
 * @throws VerbatimError invalidSid, invalidParameter */
function toFilter(query: Filters): TranscriptFilter {
  const filter: TranscriptFilter = {}
  if (query.ServiceSid) {
    if (!isSid('service', query.ServiceSid))
      throw fault('invalidSid', 'ServiceSid must be GA and 32 hex digits')
    filter.serviceSid = query.ServiceSid
  }
  if (query.Status) {
    const status = transcriptStatuses.find((one) => one === query.Status)
    if (!status) throw fault('invalidParameter', `Status must be one of ${transcriptStatuses.join(', ')}`)
    filter.status = status
  }
  if (query.LanguageCode) filter.languageCode = query.LanguageCode
  if (query.SourceSid) filter.sourceSid = query.SourceSid
  for (const [name, field, toBound] of dateFilters) {
    const date = parseDate(name, query[name])
    if (date) filter[field] = toBound(date)
  }
  return filter
}

// Dates go out in whole seconds. A bound excludes every row that shows that very second, whatever its milliseconds.
const beforeSecond = (date: Date) => new Date(Math.ceil(date.getTime() / 1000) * 1000)
const afterSecond = (date: Date) => new Date(Math.floor(date.getTime() / 1000) * 1000 + 999)

const dateFilters = [
  ['BeforeStartTime', 'beforeStartTime', beforeSecond],
  ['AfterStartTime', 'afterStartTime', afterSecond],
  ['BeforeDateCreated', 'beforeDateCreated', beforeSecond],
  ['AfterDateCreated', 'afterDateCreated', afterSecond],
] as const
