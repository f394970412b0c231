// Trying an operator on a transcript before it is kept: Verbatim's own resource.
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { fault } from '../../domain/errors.ts'
import type { OperatorResult } from '../../domain/operator-result.ts'
import { sidFrom, type TranscriptSid } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { clientGone } from '../../http/client-gone.ts'
import { requireUnredactedRight, wantsRedacted } from '../../http/redacted-view.ts'
import { lenient, nullable, redactedParameter, sidParameter, sidSchema } from '../../http/schemas.ts'
import { transcriptOf } from '../../http/transcript-of.ts'
import type { Clock } from '../../ports/clock.ts'
import type { OperatorTrial, Trial } from '../../ports/operator-trial.ts'
import type { Store } from '../../ports/unit-of-work.ts'
import { type CheckConfig, parseConfig } from './config.ts'

/** What trying needs. */
export interface OperatorTrialDeps {
  store: Store
  clock: Clock
  baseUrl: BaseUrl
  checkConfig: CheckConfig
  tryOperator: OperatorTrial
  /** How a result reads as JSON. */
  presentResult(
    result: OperatorResult,
    view: { transcriptSid: TranscriptSid; redacted: boolean; base: string },
  ): Record<string, unknown>
}

const path = Type.Object({ Sid: sidParameter('transcript', 'Sid of a completed transcript.') })
const form = Type.Object({
  OperatorType: Type.String({ description: 'Name of a configurable operator type.' }),
  Config: lenient(
    Type.String(),
    Type.Unsafe<string>({ description: 'JSON that satisfies the config_schema of the operator type.' }),
  ),
  Redacted: redactedParameter,
})
const trialSchema = Type.Object({
  transcript_sid: sidSchema('transcript'),
  result: Type.Unsafe<Record<string, unknown> | null>({
    type: 'object',
    nullable: true,
    description: 'As an OperatorResult, without sid and address; null when the operator gave none.',
  }),
  engine: nullable(Type.Enum(['local', 'llm'], { description: 'Who gave the answer.' })),
  model: nullable(Type.String({ description: 'The language model, by the name that it gives itself.' })),
  warnings: Type.Array(Type.Object({ code: Type.String(), message: Type.String() })),
})

/** Longer than that nobody waits, nor does a connection. */
const PATIENCE_MS = 110_000
const NAME = 'The operator'

/** Registers the trial. The answer waits for the result, which is not kept. */
export function operatorTrialRoutes(app: FastifyInstance, deps: OperatorTrialDeps) {
  app.post<{ Params: Static<typeof path>; Body: Static<typeof form> }>(
    '/x/v1/Transcripts/:Sid/OperatorTrials',
    {
      schema: {
        operationId: 'TryOperator',
        summary: 'Run an operator of your own on a completed transcript without keeping it or its result',
        params: path,
        body: form,
        response: { 200: trialSchema },
      },
    },
    async (request, reply) => {
      // As with making one: what it looks for shows in redacted results, too.
      requireUnredactedRight(request)
      const transcript = await transcriptOf(request, request.params.Sid, deps.store.transcripts)
      requireReadable(transcript)
      const { OperatorType: operatorType, Config: text, Redacted } = request.body
      const operator = {
        sid: sidFrom('operator', deps.clock.randomHex()),
        friendlyName: NAME,
        operatorType,
        config: parseConfig({ operatorType, text }, deps.checkConfig),
      }
      const redacted = wantsRedacted(request, transcript, Redacted)
      const signal = AbortSignal.any([clientGone(reply), AbortSignal.timeout(PATIENCE_MS)])
      const trial = await deps.tryOperator({ transcript, operator, signal }).catch((error) => {
        throw signal.aborted ? fault('unavailable', 'The operator took too long on this transcript') : error
      })
      const view = { transcriptSid: transcript.sid, redacted, base: deps.baseUrl(request) }
      return present(trial, { operatorSid: operator.sid, ...view }, deps)
    },
  )
}

/** @throws VerbatimError conflict */
function requireReadable({ status, encryptionCredentialSid }: Transcript) {
  if (status !== 'completed') {
    throw fault('conflict', `The transcript is ${status}; operators run on completed ones`)
  }
  if (encryptionCredentialSid) {
    throw fault('conflict', 'The transcript is encrypted for its owner, so no operator can read it')
  }
}

/** The sid that was needed to run it names nothing. */
function present(
  { result, by, warnings }: Trial,
  view: { operatorSid: string; transcriptSid: TranscriptSid; redacted: boolean; base: string },
  { presentResult }: OperatorTrialDeps,
): Static<typeof trialSchema> {
  return {
    transcript_sid: view.transcriptSid,
    result: result && { ...presentResult(result, view), operator_sid: null, url: null },
    engine: by?.engine ?? null,
    model: by?.model ?? null,
    warnings: warnings.map(({ code, message }) => ({
      code,
      message: message.replace(` (${view.operatorSid})`, ''),
    })),
  }
}
