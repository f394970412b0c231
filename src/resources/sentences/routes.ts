// Sentences of a transcript (contract section 12).
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { BaseUrl } from '../../http/base-url.ts'
import { pageSchema, pagingParametersUpTo, parsePaging, presentPage } from '../../http/paging.ts'
import { refuseEncrypted, wantsRedacted } from '../../http/redacted-view.ts'
import { redactedParameter, sidParameter } from '../../http/schemas.ts'
import { transcriptOf } from '../../http/transcript-of.ts'
import type { Store } from '../../ports/unit-of-work.ts'
import { presentSentence, sentenceSchema } from './present.ts'

const MAX_PAGE_SIZE = 5000

const path = Type.Object({ TranscriptSid: sidParameter('transcript', 'Sid of the transcript.') })
const query = Type.Object({
  Redacted: redactedParameter,
  WordTimestamps: Type.Optional(Type.Boolean({ description: 'Whether words come with their times.' })),
  ...pagingParametersUpTo(MAX_PAGE_SIZE),
})

/** Registers the list of sentences. A transcript that is not completed has an empty list. */
export function sentenceRoutes(app: FastifyInstance, deps: { store: Store; baseUrl: BaseUrl }) {
  app.get<{ Params: Static<typeof path>; Querystring: Static<typeof query> }>(
    '/v2/Transcripts/:TranscriptSid/Sentences',
    {
      schema: {
        operationId: 'ListSentence',
        tags: ['IntelligenceV2Sentence'],
        summary: 'List what was said, in order of time over both channels',
        params: path,
        querystring: query,
        response: { 200: pageSchema('sentences', sentenceSchema) },
      },
    },
    async (request) => {
      const transcript = await transcriptOf(request, request.params.TranscriptSid, deps.store.transcripts)
      refuseEncrypted(transcript)
      const view = {
        redacted: wantsRedacted(request, transcript, request.query.Redacted),
        withWords: request.query.WordTimestamps ?? false,
      }
      const wanted = parsePaging(request.query, { maxSize: MAX_PAGE_SIZE, sortedBy: 'index' })
      const page =
        transcript.status === 'completed'
          ? await deps.store.sentences.list(transcript.sid, wanted)
          : { items: [], previous: null, next: null }
      return presentPage(request, deps.baseUrl, {
        key: 'sentences',
        page,
        limit: wanted.limit,
        present: (sentence) => presentSentence(sentence, view),
      })
    },
  )
}
