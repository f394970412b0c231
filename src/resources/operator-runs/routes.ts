// Running operators again, or new ones, on a transcript that is completed: Verbatim's own resource.
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { BaseUrl } from '../../http/base-url.ts'
import { sidParameter, sidSchema, urlSchema } from '../../http/schemas.ts'
import { transcriptOf } from '../../http/transcript-of.ts'
import type { Store } from '../../ports/unit-of-work.ts'
import { type OperatorRunsDeps, runOperators } from './service.ts'

const path = Type.Object({ Sid: sidParameter('transcript', 'Sid of a completed transcript.') })
const sids = (description: string) =>
  Type.Optional(Type.Array(Type.String(), { maxItems: 1000, description }))
const form = Type.Object({
  OperatorSid: sids(
    'Sid of an operator to run; may be given several times. Without any, those that are attached to the Service now.',
  ),
  OperatorSids: sids('The same, also several sids with commas between them.'),
})
const runSchema = Type.Object({
  transcript_sid: sidSchema('transcript'),
  operator_sids: Type.Array(sidSchema('operator'), {
    description: 'The operators that will run, in this order.',
  }),
  status: Type.Enum(['queued']),
  url: Type.String({ ...urlSchema, description: 'Where the results are once they are there.' }),
})

/** Registers the one operation. Results of the same operators are replaced in their place, others added behind them,
 * all at once; no webhook follows. */
export function operatorRunRoutes(
  app: FastifyInstance,
  deps: OperatorRunsDeps & { store: Store; baseUrl: BaseUrl },
) {
  app.post<{ Params: Static<typeof path>; Body: Static<typeof form> }>(
    '/x/v1/Transcripts/:Sid/Operators',
    {
      schema: {
        operationId: 'RunOperators',
        summary: 'Run operators again, or new ones, on a completed transcript',
        params: path,
        body: form,
        response: { 202: runSchema },
      },
    },
    async (request, reply) => {
      const transcript = await transcriptOf(request, request.params.Sid, deps.store.transcripts)
      const { OperatorSid = [], OperatorSids = [] } = request.body
      const wanted = [...OperatorSid, ...OperatorSids].flatMap((text) => text.split(','))
      const named = wanted.map((sid) => sid.trim()).filter((sid) => sid !== '')
      const answer: Static<typeof runSchema> = {
        transcript_sid: transcript.sid,
        operator_sids: await runOperators(transcript, named, deps),
        status: 'queued',
        url: `${deps.baseUrl(request)}/v2/Transcripts/${transcript.sid}/OperatorResults`,
      }
      return reply.status(202).send(answer)
    },
  )
}
