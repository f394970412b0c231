// Transcripts in a view: with or without who takes part in redacted calls; and found by what a person remembers of them.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Transcript } from '../../domain/transcript.ts'
import { accountOf, callerOf } from '../../http/authentication.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { pageSchema, pagingParameters, parsePaging, presentPage } from '../../http/paging.ts'
import { requireUnredactedRight } from '../../http/redacted-view.ts'
import { redactedParameter, sidParameter } from '../../http/schemas.ts'
import { toFilter, transcriptFilters } from '../../http/transcript-filter.ts'
import { transcriptOf } from '../../http/transcript-of.ts'
import type { TextFilter } from '../../ports/transcript-store.ts'
import { presentTranscript, transcriptSchema } from './present.ts'
import { listTranscripts, type TranscriptsDeps } from './service.ts'

const path = Type.Object({ Sid: sidParameter('transcript', 'Sid of the transcript.') })
const view = Type.Object({ Redacted: redactedParameter })
const listQuery = Type.Object({
  ...transcriptFilters,
  Text: Type.Optional(
    Type.String({
      maxLength: 200,
      description:
        'Only transcripts whose customer key, Service or visible participants have this in their names, or whose sid begins with it; in any case.',
    }),
  ),
  Redacted: redactedParameter,
  ...pagingParameters,
})

/** Registers fetch and list of Transcripts in a view. */
export function viewRoutes(app: FastifyInstance, deps: TranscriptsDeps & { baseUrl: BaseUrl }) {
  app.get<{ Querystring: Static<typeof listQuery> }>(
    '/x/v1/Transcripts',
    {
      schema: {
        operationId: 'FindTranscripts',
        summary: 'List transcripts by what a person remembers of them, newest first, in a view',
        querystring: listQuery,
        response: { 200: pageSchema('transcripts', transcriptSchema) },
      },
    },
    async (request) => {
      const { Text = '', Redacted } = request.query
      const namesIn = namesShown(request, Redacted)
      const wanted = Text.trim()
      const filter = { ...toFilter(request.query), ...(wanted && { text: { wanted, namesIn } }) }
      const paging = parsePaging(request.query)
      const page = await listTranscripts(accountOf(request), { filter, page: paging }, deps)
      return presentPage(request, deps.baseUrl, {
        key: 'transcripts',
        page,
        limit: paging.limit,
        present: (one: Transcript) => present(one, namesIn, deps.baseUrl(request)),
      })
    },
  )
  app.get<{ Params: Static<typeof path>; Querystring: Static<typeof view> }>(
    '/x/v1/Transcripts/:Sid',
    {
      schema: {
        operationId: 'ShowTranscript',
        summary:
          'Fetch a transcript in a view: who takes part in a redacted call is left out unless asked for',
        params: path,
        querystring: view,
        response: { 200: transcriptSchema },
      },
    },
    async (request) => {
      const transcript = await transcriptOf(request, request.params.Sid, deps.store.transcripts)
      return present(transcript, namesShown(request, request.query.Redacted), deps.baseUrl(request))
    },
  )
}

/** In which transcripts the caller sees who takes part.
 * @throws VerbatimError forbidden when a key asks for more than it may see */
function namesShown(request: FastifyRequest, asked: boolean | undefined): TextFilter['namesIn'] {
  if (asked === false) {
    requireUnredactedRight(request)
    return 'all'
  }
  return callerOf(request).scope === 'redacted-only' ? 'none' : 'unredacted'
}

function present(transcript: Transcript, namesIn: TextFilter['namesIn'], base: string) {
  const personal = namesIn === 'all' || (namesIn === 'unredacted' && !transcript.redaction)
  return presentTranscript(transcript, { base, personal })
}
