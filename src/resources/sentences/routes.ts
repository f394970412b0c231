// Sentences of a transcript (contract section 12).
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { BaseUrl } from '../../http/base-url.ts'
import { pageSchema, pagingParameters, parsePaging, presentPage } from '../../http/paging.ts'
import { transcriptOf } from '../../http/transcript-of.ts'
import type { Store } from '../../ports/unit-of-work.ts'
import { presentSentence, sentenceSchema } from './present.ts'

const MAX_PAGE_SIZE = 5000

const path = Type.Object({ TranscriptSid: Type.String() })
const query = Type.Object({
  Redacted: Type.Optional(Type.Boolean()),
  WordTimestamps: Type.Optional(Type.Boolean()),
  ...pagingParameters,
})

/** Registers the list of sentences. A transcript that is not completed has an empty list. */
export function sentenceRoutes(app: FastifyInstance, deps: { store: Store; baseUrl: BaseUrl }) {
  app.get<{ Params: Static<typeof path>; Querystring: Static<typeof query> }>(
    '/v2/Transcripts/:TranscriptSid/Sentences',
    {
      schema: {
        operationId: 'ListSentence',
        params: path,
        querystring: query,
        response: { 200: pageSchema('sentences', sentenceSchema) },
      },
    },
    async (request) => {
      const transcript = await transcriptOf(request, request.params.TranscriptSid, deps.store.transcripts)
      const wanted = parsePaging(request.query, { maxSize: MAX_PAGE_SIZE, sortedBy: 'index' })
      const page =
        transcript.status === 'completed'
          ? await deps.store.sentences.list(transcript.sid, wanted)
          : { items: [], previous: null, next: null }
      const withWords = request.query.WordTimestamps ?? false
      return presentPage(request, deps.baseUrl, {
        key: 'sentences',
        page,
        limit: wanted.limit,
        present: (sentence) => presentSentence(sentence, withWords),
      })
    },
  )
}
