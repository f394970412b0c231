// Stage: sentences in, one result per operator out. An operator that can not be run costs its result and no more:
// the transcript tells why in a warning (contract section 13).
import type { Conversation } from '../domain/conversation.ts'
import { fault, VerbatimError } from '../domain/errors.ts'
import { operatorTypes } from '../domain/operator-catalogue.ts'
import type { OperatorOutcome, OperatorResult } from '../domain/operator-result.ts'
import { servesLanguage } from '../domain/operator-type.ts'
import type { RedactedSentence, Sentence } from '../domain/sentence.ts'
import { shownRole } from '../domain/shown-role.ts'
import type {
  AnsweredOperator,
  AttachedOperator,
  OperatorEngine,
  Transcript,
  Warning,
} from '../domain/transcript.ts'
import { type BuiltIns, openBuiltIns } from '../operators/built-in/in-thread.ts'
import { createCallModel } from '../operators/generative/call-model.ts'
import { modelOperators } from '../operators/generative/pre-built.ts'
import { type OperatorDeps, runOperator } from '../operators/run-operator.ts'
import type { Llm } from '../ports/llm.ts'
import type { Redactor } from '../ports/redactor.ts'
import { onlyRun, type Place } from './place.ts'
import { knownParties } from './redact.ts'
import { redactOutcome, wholly } from './redact-outcome.ts'

/** What operating needs. */
export interface OperateDeps {
  /** Null when no language model is configured. */
  llm: Llm | null
  /** Whether the language model may read what redaction hides. */
  llmUnredacted: boolean
  redactor: Redactor
  signal: AbortSignal
  /** Where the run shares the machine: operators that wait for the language model step aside. */
  place?: Pick<Place, 'whileWaiting'>
  /** Hears how much is done (0..1), at every operator and every question to the language model. */
  onPart?(part: number): void
}

/** What is to be judged, and by which operators: those that were attached when the transcript was made, unless others
 * are named. */
export interface ToOperate {
  transcript: Transcript
  sentences: readonly Sentence[]
  operators?: readonly AttachedOperator[]
}

/** Results in the order of the operators, which of them answered by which engine, and a warning for each operator that
 * gave no result or not the one it was meant to. */
export interface Operated {
  results: OperatorResult[]
  answered: AnsweredOperator[]
  warnings: Warning[]
}

/** Runs operators, one after the other.
 * @throws the reason of `deps.signal`, and VerbatimError redactionFailed: results are never kept unredacted */
export async function operate(
  { transcript, sentences, operators = transcript.operators }: ToOperate,
  deps: OperateDeps,
): Promise<Operated> {
  const operated: Operated = { results: [], answered: [], warnings: [] }
  const call = { transcript, sentences }
  const conversation = await readable({ ...call, operators }, deps)
  const { llmUnredacted, signal, place = onlyRun } = deps
  const steps = countSteps(operators.length, deps.onPart)
  const llm = deps.llm && createCallModel(deps.llm, steps.step)
  const builtIns = openBuiltIns({ conversation, personalData: () => spansOf(call, deps) }, { signal })
  const shown = openShown(conversation, signal)
  const engines: Engines = { llm, builtIns, shown, signal, redactForLlm: !llmUnredacted }
  try {
    for (const [position, operator] of operators.entries()) {
      const judgeOne = () => judge({ operator, conversation, ...call, position }, deps, engines)
      const add = await (llm && asksModel(operator) ? place.whileWaiting(judgeOne) : judgeOne())
      steps.next()
      if (add.result) operated.results.push(add.result)
      if (add.answered) operated.answered.push(add.answered)
      if (add.warning) operated.warnings.push(add.warning)
    }
  } finally {
    await Promise.all([builtIns.close(), shown.builtIns.close()])
  }
  return operated
}

/** How far the work is, where nobody knows how many questions an operator will ask: each step leaves less to go. */
function countSteps(operators: number, onPart: (part: number) => void = () => {}) {
  let [done, steps] = [0, 0]
  const tell = () => onPart((done + steps / (steps + 1)) / operators)
  return {
    step() {
      steps++
      tell()
    },
    next() {
      done++
      steps = 0
      tell()
    },
  }
}

function asksModel({ operatorType }: Pick<AttachedOperator, 'operatorType'>): boolean {
  return operatorType.startsWith('Generative') || modelOperators.has(operatorType)
}

/** Local engines twice: over what was said, and over what is shown of it to who gets no personal data. */
type Engines = OperatorDeps & { shown: { conversation: Conversation; builtIns: BuiltIns } }

function openShown(said: Conversation, signal: AbortSignal): Engines['shown'] {
  const conversation = asShown(said)
  return {
    conversation,
    builtIns: openBuiltIns({ conversation, personalData: async () => [] }, { signal }),
  }
}

function asShown(conversation: Conversation): Conversation {
  return {
    ...conversation,
    speakers: conversation.speakers.map(({ channel, role }) => ({
      channel,
      role: shownRole(role, channel),
      fullName: null,
    })),
    lines: conversation.lines.map((line) => ({ ...line, text: line.redactedText ?? '' })),
  }
}

interface Judgement {
  operator: AttachedOperator
  conversation: Conversation
  transcript: Transcript
  sentences: readonly Sentence[]
  position: number
}

interface Judged {
  result?: OperatorResult
  answered?: AnsweredOperator
  warning?: Warning
}

/** One operator: its result with who gave it, or why there is none. */
async function judge(
  { operator, conversation, transcript, sentences, position }: Judgement,
  deps: OperateDeps,
  engines: Engines,
): Promise<Judged> {
  const { sid: operatorSid, friendlyName: name } = operator
  const warn = (code: string, message: string): Warning => ({
    code,
    operatorSid,
    message: `${name} (${operatorSid}): ${message}`,
  })
  try {
    checkLanguage(operator, conversation)
    const { outcome, by, modelFailure } = await runOperator({ operator, conversation }, engines)
    const retell = () => retold({ outcome, by, operator }, deps, engines)
    const { redactor } = deps
    const redacted = transcript.redaction
      ? await redactOutcome({ outcome, operator, sentences }, { redactor, retell })
      : null
    return {
      result: { operatorSid, name, position, outcome, redacted },
      answered: { operatorSid, name, ...by },
      ...(modelFailure && {
        warning: warn('llm-fallback', `${modelFailure.message}; the local engine answered instead`),
      }),
    }
  } catch (error) {
    deps.signal.throwIfAborted()
    // What nobody foresaw may have the call's words in its message.
    const known = error instanceof VerbatimError ? error : null
    if (known?.key === 'redactionFailed') throw known
    const code = known?.key === 'llmNotConfigured' ? 'llm_not_configured' : 'operator-failed'
    return { warning: warn(code, known?.message ?? 'The operator failed unexpectedly') }
  }
}

interface Told {
  outcome: OperatorOutcome
  by: OperatorEngine
  operator: AttachedOperator
}

/** The text of a pre-built operator from redacted sentences. A model that read no others has told it so already; what
 * it may have made up goes through the redactor all the same.
 * @throws VerbatimError redactionFailed */
async function retold(
  { outcome, by, operator }: Told,
  { redactor }: OperateDeps,
  { shown, redactForLlm, signal }: Engines,
): Promise<string> {
  if (outcome.kind !== 'text') return wholly(operator)
  if (by.engine === 'llm' && redactForLlm) return await redactor.redactText(outcome.text)
  try {
    const own = { llm: null, builtIns: shown.builtIns, signal, redactForLlm }
    const again = await runOperator({ operator, conversation: shown.conversation }, own)
    return again.outcome.kind === 'text' ? again.outcome.text : wholly(operator)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof VerbatimError) return wholly(operator)
    throw error
  }
}

/** @throws VerbatimError operatorFailed */
function checkLanguage({ operatorType }: AttachedOperator, { languageCode }: Conversation) {
  const type = operatorTypes.find(({ name }) => name === operatorType)
  if (type && servesLanguage(type.supportedLanguages, languageCode)) return
  throw fault('operatorFailed', `Operators of type ${operatorType} do not serve ${languageCode}`)
}

/** Personal data for the local engines.
 * @throws VerbatimError operatorFailed: what is not shown to anybody need not end the transcript */
async function spansOf(call: ToOperate, deps: OperateDeps) {
  const forms = await redactedForms(call, { ...deps, strict: false }).catch((cause) => {
    throw fault('operatorFailed', 'Looking for personal data failed', { cause })
  })
  return forms.map(({ spans }) => spans)
}

/** The redacted form of each sentence: the one that it has, or one made for the purpose.
 * @throws VerbatimError redactionFailed */
async function redactedForms(
  { transcript, sentences }: ToOperate,
  { redactor, strict }: Pick<OperateDeps, 'redactor'> & { strict: boolean },
): Promise<RedactedSentence[]> {
  const stored = sentences.flatMap(({ redacted }) => redacted ?? [])
  if (stored.length === sentences.length) return stored
  const made = await redactor.redact({ sentences, known: knownParties(transcript), strict })
  if (made.length < sentences.length) throw fault('redactionFailed')
  return made
}

/** The conversation as operators read it. What leaves for a language model is redacted by default, also where the
 * transcript itself is not. */
async function readable(
  { transcript, sentences, operators = [] }: ToOperate,
  { llm, llmUnredacted, redactor }: OperateDeps,
): Promise<Conversation> {
  if (!llm || llmUnredacted || !operators.some(asksModel) || transcript.redaction)
    return conversationOf(transcript, sentences)
  const forms = await redactedForms({ transcript, sentences }, { redactor, strict: true })
  return conversationOf(
    transcript,
    sentences.map((sentence, at) => ({ ...sentence, redacted: forms[at]! })),
  )
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
