// Stage: sentences in, one result per operator out. An operator that can not be run costs its result and no more:
// the transcript tells why in a warning (contract section 13).
import type { Conversation } from '../domain/conversation.ts'
import { fault, VerbatimError } from '../domain/errors.ts'
import { operatorTypes } from '../domain/operator-catalogue.ts'
import type { OperatorResult } from '../domain/operator-result.ts'
import { servesLanguage } from '../domain/operator-type.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { AttachedOperator, Transcript, Warning } from '../domain/transcript.ts'
import { runOperator } from '../operators/run-operator.ts'
import type { Llm } from '../ports/llm.ts'
import type { Redactor } from '../ports/redactor.ts'
import { knownParties } from './redact.ts'
import { redactOutcome } from './redact-outcome.ts'

/** What operating needs. */
export interface OperateDeps {
  /** Null when no language model is configured. */
  llm: Llm | null
  /** Whether the language model may read what redaction hides. */
  llmUnredacted: boolean
  redactor: Redactor
  signal: AbortSignal
}

/** Results in order of attachment, and a warning for each operator that gave none. */
export interface Operated {
  results: OperatorResult[]
  warnings: Warning[]
}

/** Runs the operators that were attached when the transcript was made.
 * @throws the reason of `deps.signal`, and what redaction of a result throws: results are never kept unredacted */
export async function operate(
  { transcript, sentences }: { transcript: Transcript; sentences: readonly Sentence[] },
  deps: OperateDeps,
): Promise<Operated> {
  const conversation = await readable({ transcript, sentences }, deps)
  const operated: Operated = { results: [], warnings: [] }
  for (const [position, operator] of transcript.operators.entries()) {
    try {
      const outcome = await run(operator, conversation, deps)
      const redacted = transcript.redaction
        ? await redactOutcome({ outcome, operator, sentences }, deps)
        : null
      const { sid: operatorSid, friendlyName: name } = operator
      operated.results.push({ operatorSid, name, position, outcome, redacted })
    } catch (error) {
      deps.signal.throwIfAborted()
      if (!(error instanceof VerbatimError) || error.key === 'redactionFailed') throw error
      operated.warnings.push({
        code: error.key === 'llmNotConfigured' ? 'llm_not_configured' : 'operator-failed',
        message: `${operator.friendlyName} (${operator.sid}): ${error.message}`,
      })
    }
  }
  return operated
}

/** What leaves for a language model is redacted by default, also where the transcript itself is not. */
async function readable(
  { transcript, sentences }: { transcript: Transcript; sentences: readonly Sentence[] },
  { llm, llmUnredacted, redactor }: OperateDeps,
): Promise<Conversation> {
  const asks = transcript.operators.some(({ operatorType }) => operatorType.startsWith('Generative'))
  if (!llm || llmUnredacted || !asks || transcript.redaction) return conversationOf(transcript, sentences)
  const redacted = await redactor.redact({ sentences, known: knownParties(transcript), strict: true })
  const covered = sentences.map((sentence, at) => ({ ...sentence, redacted: redacted[at] ?? null }))
  if (covered.some((sentence) => sentence.redacted === null)) throw fault('redactionFailed')
  return conversationOf(transcript, covered)
}

function run(operator: AttachedOperator, conversation: Conversation, deps: OperateDeps) {
  const type = operatorTypes.find(({ name }) => name === operator.operatorType)
  if (!type || !servesLanguage(type.supportedLanguages, conversation.languageCode)) {
    const message = `Operators of type ${operator.operatorType} do not serve ${conversation.languageCode}`
    throw new VerbatimError('operatorFailed', { message })
  }
  const { llm, llmUnredacted, signal } = deps
  return runOperator({ operator, conversation }, { llm, signal, redactForLlm: !llmUnredacted })
}

function conversationOf(transcript: Transcript, sentences: readonly Sentence[]): Conversation {
  return {
    languageCode: transcript.languageCode,
    durationMs: transcript.durationS * 1000,
    speakers: transcript.channel.participants.map(({ channelParticipant, role, fullName }) => ({
      channel: channelParticipant,
      role,
      fullName,
    })),
    lines: sentences.map(({ sid, index, channel, startMs, endMs, text, redacted }) => ({
      sid,
      index,
      channel,
      startMs,
      endMs,
      text,
      redactedText: redacted?.text ?? null,
    })),
  }
}
