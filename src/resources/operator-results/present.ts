// An OperatorResult on the wire (contract sections 2 and 13): sixteen keys whatever the kind, and `refusal` when a
// model refused.
import { type Static, Type } from 'typebox'
import type { Evidence, OperatorOutcome, OperatorResult } from '../../domain/operator-result.ts'
import type { TranscriptSid } from '../../domain/sid.ts'
import { always, component, nullable, sidSchema, urlSchema } from '../../http/schemas.ts'

const resultTypes = [
  'conversation-classify',
  'utterance-classify',
  'extract',
  'extract-normalize',
  'pii-extract',
  'text-generation',
  'json',
] as const

/** A passage on the wire; times are decimal strings as in a Sentence. */
interface UtteranceJson {
  sentence_sid: string
  sentence_index: number
  media_channel: number
  start_time: string
  end_time: string
  text: string
  label: string
}

/** Schema of an OperatorResult answer, in the contract's order of properties. */
export const operatorResultSchema = component(
  'intelligence.v2.transcript.operator_result',
  Type.Object({
    operator_type: component(
      'operator_result_enum_operator_type',
      Type.Enum([...resultTypes], { type: 'string', description: 'What kind of answer this is.' }),
    ),
    name: always(Type.String({ description: 'Friendly name of the operator.' })),
    operator_sid: always(sidSchema('operator')),
    extract_match: nullable(Type.Boolean({ description: 'Whether something was found.' })),
    match_probability: nullable(Type.Number({ description: 'How sure that is, 0 to 1.' })),
    normalized_result: nullable(Type.String()),
    utterance_results: Type.Unsafe<UtteranceJson[] | null>({
      type: 'array',
      items: {},
      nullable: true,
      description: 'The sentences that the answer rests on.',
    }),
    utterance_match: nullable(Type.Boolean({ description: 'Whether sentences are named for it.' })),
    predicted_label: nullable(Type.String({ description: 'The label of the whole conversation.' })),
    predicted_probability: nullable(Type.Number({ description: 'How sure that is, 0 to 1.' })),
    label_probabilities: Type.Unsafe<Record<string, number> | null>({ nullable: true }),
    extract_results: Type.Unsafe<Record<string, string[]> | null>({ nullable: true }),
    text_generation_results: Type.Unsafe<{ result: string; format: 'text' } | null>({ nullable: true }),
    json_results: Type.Unsafe<Record<string, unknown> | null>({ nullable: true }),
    transcript_sid: always(sidSchema('transcript')),
    url: always(urlSchema),
  }),
)

type ResultJson = Static<typeof operatorResultSchema> & { refusal?: string }

/** Which transcript and view; `base` is the server's address. */
export interface ResultView {
  transcriptSid: TranscriptSid
  redacted: boolean
  base: string
}

/** The JSON of a result. */
export function presentResult(
  result: OperatorResult,
  { transcriptSid, redacted, base }: ResultView,
): ResultJson {
  const outcome = redacted ? (result.redacted ?? result.outcome) : result.outcome
  const { refusal, ...findings } = presentOutcome(outcome)
  const { operator_type, ...rest } = { ...nothing, ...findings }
  return {
    operator_type,
    name: result.name,
    operator_sid: result.operatorSid,
    ...rest,
    transcript_sid: transcriptSid,
    url: `${base}/v2/Transcripts/${transcriptSid}/OperatorResults/${result.operatorSid}`,
    ...(refusal && { refusal }),
  }
}

type Findings = Omit<ResultJson, 'name' | 'operator_sid' | 'transcript_sid' | 'url'>

/** Fields of other kinds: scalars null, maps and lists empty, since callers count them unguarded. */
const nothing: Findings = {
  operator_type: 'extract',
  extract_match: null,
  match_probability: null,
  normalized_result: null,
  utterance_results: [],
  utterance_match: null,
  predicted_label: null,
  predicted_probability: null,
  label_probabilities: {},
  extract_results: {},
  text_generation_results: null,
  json_results: null,
}

function presentOutcome(outcome: OperatorOutcome): Partial<Findings> & Pick<Findings, 'operator_type'> {
  switch (outcome.kind) {
    case 'classification':
      return {
        operator_type: 'conversation-classify',
        predicted_label: outcome.label,
        predicted_probability: outcome.probabilities[outcome.label] ?? null,
        label_probabilities: outcome.probabilities,
        ...(outcome.evidence && presentEvidence(outcome.evidence)),
      }
    case 'extraction':
      return {
        operator_type: 'extract',
        extract_match: outcome.match,
        match_probability: outcome.probability,
        ...presentEvidence(outcome.evidence),
        extract_results: outcome.extracts,
      }
    case 'text':
      return {
        operator_type: 'text-generation',
        text_generation_results: { result: outcome.text, format: 'text' },
        ...(outcome.refusal && { refusal: outcome.refusal }),
      }
    case 'json':
      return {
        operator_type: 'json',
        json_results: outcome.json,
        ...(outcome.refusal && { refusal: outcome.refusal }),
      }
  }
}

function presentEvidence(evidence: readonly Evidence[]) {
  return { utterance_results: evidence.map(presentPassage), utterance_match: evidence.length > 0 }
}

function presentPassage(evidence: Evidence): UtteranceJson {
  return {
    sentence_sid: evidence.sentenceSid,
    sentence_index: evidence.sentenceIndex,
    media_channel: evidence.channel,
    start_time: String(evidence.startMs / 1000),
    end_time: String(evidence.endMs / 1000),
    text: evidence.text,
    label: evidence.label,
  }
}
