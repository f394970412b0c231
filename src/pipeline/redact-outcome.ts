// The redacted view of an operator's answer (contract section 13): labels and probabilities stay, what a model wrote
// for a custom operator is replaced as a whole, passages out of the call lose their personal data.
import type { Evidence, Extraction, OperatorOutcome } from '../domain/operator-result.ts'
import type { RedactedSentence, Sentence } from '../domain/sentence.ts'
import type { AttachedOperator } from '../domain/transcript.ts'
import { snakeCase } from '../operators/phrase-matching/snake-case.ts'
import type { Redactor } from '../ports/redactor.ts'
import { tokenFor } from '../redaction/token.ts'

/** One answer with what it is about. */
export interface OutcomeToRedact {
  outcome: OperatorOutcome
  operator: AttachedOperator
  sentences: readonly Sentence[]
}

/** What redacting an answer needs. `retell` gives the text of a pre-built operator as told from redacted sentences:
 * taken out of its call, a text no longer shows what in it is personal. */
export interface RedactOutcomeDeps {
  redactor: Redactor
  retell(): Promise<string>
}

/** The answer as callers see it who get no personal data. */
export async function redactOutcome(
  { outcome, operator, sentences }: OutcomeToRedact,
  { redactor, retell }: RedactOutcomeDeps,
): Promise<OperatorOutcome> {
  switch (outcome.kind) {
    case 'classification':
      return outcome.evidence
        ? { ...outcome, evidence: outcome.evidence.map((one) => redactEvidence(one, sentences)) }
        : outcome
    case 'extraction':
      return redactExtraction(outcome, sentences, redactor)
    case 'json':
      return { ...outcome, json: null, refusal: outcome.refusal && '[Redacted]' }
    case 'text': {
      // Custom operators have a config; what pre-built ones write is about the call in known ways.
      const custom = operator.config !== null
      const text = custom ? wholly(operator) : await retell()
      return { ...outcome, text, refusal: outcome.refusal && '[Redacted]' }
    }
  }
}

/** What stands for a text of which nothing can be shown. */
export function wholly({ friendlyName }: Pick<AttachedOperator, 'friendlyName'>): string {
  return `[Redacted: ${friendlyName}]`
}

async function redactExtraction(
  outcome: Extraction,
  sentences: readonly Sentence[],
  redactor: Redactor,
): Promise<Extraction> {
  const known = new Map<string, string>()
  const evidence = outcome.evidence.map((one) => {
    const shown = redactEvidence(one, sentences)
    // The same words may be personal in one sentence only; where they stand alone nobody can tell which they are.
    if (shown.text !== one.text || !known.has(one.text)) known.set(one.text, shown.text)
    return shown
  })
  const extracts: Extraction['extracts'] = {}
  for (const [name, texts] of Object.entries(outcome.extracts)) {
    const own = evidenceUnder(name, texts, outcome)
    extracts[name] = own.map((at) => evidence[at]!.text)
    for (const text of texts.slice(own.length)) {
      extracts[name].push(known.get(text) ?? passageOf(text, sentences) ?? (await redactor.redactText(text)))
    }
  }
  return { ...outcome, extracts, evidence }
}

/** Places of the evidence for the texts under `name`, one each in their order; none where they do not go together. */
function evidenceUnder(name: string, texts: readonly string[], { evidence }: Extraction): number[] {
  const places = evidence.flatMap(({ label }, at) =>
    label === name || snakeCase(label) === name ? [at] : [],
  )
  const isTheirs =
    texts.length === places.length && texts.every((text, at) => evidence[places[at]!]!.text === text)
  return isTheirs ? places : []
}

/** A text as the sentences that hold it show it; null when none does. */
function passageOf(text: string, sentences: readonly Sentence[]): string | null {
  const shown = new Set(
    sentences.filter((one) => one.text.includes(text)).map((one) => redactPassage(text, one)),
  )
  const [first] = shown
  return shown.size > 1 ? '[Redacted]' : (first ?? null)
}

function redactEvidence(one: Evidence, sentences: readonly Sentence[]): Evidence {
  return { ...one, text: redactPassage(one.text, sentences[one.sentenceIndex]) }
}

/** A passage with the tokens of its sentence. A span that it holds only in part hides the whole of that part. Where
 * the passage stands more than once and is not the same each time, nobody can tell which one is meant. */
function redactPassage(passage: string, sentence: Sentence | undefined): string {
  const form = sentence?.redacted
  const forms = form ? placesOf(passage, sentence.text).map((at) => applySpans(passage, at, form)) : []
  return forms.length > 0 && forms.every((one) => one === forms[0]) ? forms[0]! : '[Redacted]'
}

function placesOf(passage: string, text: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(passage); at >= 0; at = text.indexOf(passage, at + 1)) places.push(at)
  return places
}

function applySpans(passage: string, at: number, { spans }: RedactedSentence): string {
  let shown = ''
  let done = 0
  for (const { start, end, type } of spans) {
    const [from, to] = [Math.max(0, start - at), Math.min(passage.length, end - at)]
    if (from >= to) continue
    shown += passage.slice(done, from) + tokenFor(type)
    done = to
  }
  return shown + passage.slice(done)
}
