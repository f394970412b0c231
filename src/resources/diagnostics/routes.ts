// How a transcript came about, or why it failed: what Twilio's contract has no field for.
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { stageNames, type Transcript } from '../../domain/transcript.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { nullable, sidSchema } from '../../http/schemas.ts'
import { transcriptOf } from '../../http/transcript-of.ts'
import type { Store } from '../../ports/unit-of-work.ts'

const path = Type.Object({ Sid: Type.String() })
const diagnosticsSchema = Type.Object({
  transcript_sid: sidSchema('transcript'),
  status: Type.String(),
  attempts: Type.Integer(),
  stages: Type.Array(Type.Object({ stage: Type.String(), duration_ms: Type.Integer() })),
  warnings: Type.Array(
    Type.Object({
      code: Type.String(),
      message: Type.String(),
      operator_sid: nullable(
        Type.String({ ...sidSchema('operator'), description: 'The operator that it is about.' }),
      ),
      media_channel: nullable(Type.Integer()),
      start_time: nullable(Type.Number()),
      end_time: nullable(Type.Number()),
    }),
  ),
  operators: Type.Array(
    Type.Object({
      operator_sid: sidSchema('operator'),
      name: Type.String(),
      engine: Type.Enum(['local', 'llm'], {
        description: 'Who gave the answer: this server, or a language model.',
      }),
      model: nullable(Type.String({ description: 'The model, by the name that it gives itself.' })),
      rung: nullable(
        Type.String({
          description: 'How JSON was asked of it: json_schema, json_object, prompt; text where none was.',
        }),
      ),
    }),
    { description: 'The operators that have a result, and which engine gave it.' },
  ),
  failure: nullable(Type.Object({ code: Type.Integer(), message: Type.String(), stage: Type.String() })),
  url: Type.String(),
})

/** Registers Diagnostics. Times of warnings are seconds from the start of the recording. */
export function diagnosticsRoutes(app: FastifyInstance, deps: { store: Store; baseUrl: BaseUrl }) {
  app.get<{ Params: Static<typeof path> }>(
    '/x/v1/Transcripts/:Sid/Diagnostics',
    { schema: { operationId: 'FetchDiagnostics', params: path, response: { 200: diagnosticsSchema } } },
    async (request) => {
      const transcript = await transcriptOf(request, request.params.Sid, deps.store.transcripts)
      return present(transcript, deps.baseUrl(request))
    },
  )
}

function present({ sid, status, diagnostics }: Transcript, base: string): Static<typeof diagnosticsSchema> {
  const { failure } = diagnostics
  return {
    transcript_sid: sid,
    status,
    attempts: diagnostics.attempts,
    stages: stageNames.flatMap((stage) => {
      const duration_ms = diagnostics.stageMs[stage]
      return duration_ms === undefined ? [] : [{ stage, duration_ms }]
    }),
    warnings: diagnostics.warnings.map(({ code, message, operatorSid, channel, startMs, endMs }) => ({
      code,
      message,
      operator_sid: operatorSid ?? null,
      media_channel: channel ?? null,
      start_time: seconds(startMs),
      end_time: seconds(endMs),
    })),
    operators: (diagnostics.operators ?? []).map(({ operatorSid, name, engine, model, rung }) => ({
      operator_sid: operatorSid,
      name,
      engine,
      model,
      rung,
    })),
    failure: failure && { code: failure.code, message: failure.message, stage: failure.stage },
    url: `${base}/x/v1/Transcripts/${sid}/Diagnostics`,
  }
}

function seconds(ms: number | undefined): number | null {
  return ms === undefined ? null : Math.round(ms) / 1000
}
