// What the operators found in a transcript (contract section 13).
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { OperatorResult } from '../../domain/operator-result.ts'
import { isSid } from '../../domain/sid.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { pathNotFound } from '../../http/error-body.ts'
import { pageSchema, pagingParameters, parsePaging, presentPage } from '../../http/paging.ts'
import { refuseEncrypted, wantsRedacted } from '../../http/redacted-view.ts'
import { redactedParameter, sidParameter } from '../../http/schemas.ts'
import { transcriptOf } from '../../http/transcript-of.ts'
import type { Store } from '../../ports/unit-of-work.ts'
import { operatorResultSchema, presentResult } from './present.ts'

const transcriptSid = sidParameter('transcript', 'Sid of the transcript.')
const listPath = Type.Object({ TranscriptSid: transcriptSid })
const path = Type.Object({
  TranscriptSid: transcriptSid,
  OperatorSid: sidParameter('operator', 'Sid of the operator.'),
})
const listQuery = Type.Object({ Redacted: redactedParameter, ...pagingParameters })
const query = Type.Object({ Redacted: redactedParameter })
const tags = ['IntelligenceV2OperatorResult']

/** Registers list and fetch of results. A transcript that is not completed has none. */
export function operatorResultRoutes(app: FastifyInstance, deps: { store: Store; baseUrl: BaseUrl }) {
  app.get<{ Params: Static<typeof listPath>; Querystring: Static<typeof listQuery> }>(
    '/v2/Transcripts/:TranscriptSid/OperatorResults',
    {
      schema: {
        operationId: 'ListOperatorResult',
        tags,
        summary: 'List results, in the order in which the operators were attached',
        params: listPath,
        querystring: listQuery,
        response: { 200: pageSchema('operator_results', operatorResultSchema) },
      },
    },
    async (request) => {
      const transcript = await transcriptOf(request, request.params.TranscriptSid, deps.store.transcripts)
      refuseEncrypted(transcript)
      const redacted = wantsRedacted(request, transcript, request.query.Redacted)
      const wanted = parsePaging(request.query, { sortedBy: 'index' })
      const page =
        transcript.status === 'completed'
          ? await deps.store.operatorResults.list(transcript.sid, wanted)
          : { items: [], previous: null, next: null }
      const view = { transcriptSid: transcript.sid, redacted, base: deps.baseUrl(request) }
      return presentPage(request, deps.baseUrl, {
        key: 'operator_results',
        page,
        limit: wanted.limit,
        present: (result: OperatorResult) => presentResult(result, view),
      })
    },
  )
  app.get<{ Params: Static<typeof path>; Querystring: Static<typeof query> }>(
    '/v2/Transcripts/:TranscriptSid/OperatorResults/:OperatorSid',
    {
      schema: {
        operationId: 'FetchOperatorResult',
        tags,
        summary: 'Fetch the result of one operator',
        params: path,
        querystring: query,
        response: { 200: operatorResultSchema },
      },
    },
    async (request) => {
      const { TranscriptSid, OperatorSid } = request.params
      const transcript = await transcriptOf(request, TranscriptSid, deps.store.transcripts)
      refuseEncrypted(transcript)
      const redacted = wantsRedacted(request, transcript, request.query.Redacted)
      const readable = transcript.status === 'completed' && isSid('operator', OperatorSid)
      const result = readable ? await deps.store.operatorResults.find(transcript.sid, OperatorSid) : null
      if (!result) throw pathNotFound(request)
      return presentResult(result, { transcriptSid: transcript.sid, redacted, base: deps.baseUrl(request) })
    },
  )
}
