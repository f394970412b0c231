// Reads and scores short labelled calls, kept as plain text. For tests and benches only.
import { readFileSync } from 'node:fs'
import type { Conversation, Line } from '../domain/conversation.ts'
import { type PersonalDataSpan, type PersonalDataType, personalDataTypes } from '../domain/sentence.ts'
import { sidFrom } from '../domain/sid.ts'
import { type CaseScore, type LabelledText, scoreCases } from './case-score.ts'
import { redactConversation } from './redact-conversation.ts'

/** How long a turn takes, and the silence behind it. */
const TURN_MS = 4000
const PAUSE_MS = 500

/** One turn of a labelled call. */
export interface LabelledTurn extends LabelledText {
  channel: number
}

/** The calls of `file`: a blank line ends one, `#` begins a remark, a line is `channel text`. `{TYPE words}` is personal
 * data, `{?words}` may be found or not.
 * @throws Error for a line that is none of these, or an unknown type */
export function readCalls(file: URL): LabelledTurn[][] {
  const kept = readFileSync(file, 'utf8').replace(/^#.*\n/gm, '')
  const calls = kept.split(/\n{2,}/).map((call) => call.split('\n').filter((line) => line !== ''))
  return calls.filter((lines) => lines.length > 0).map((lines) => lines.map(readTurn))
}

function readTurn(line: string): LabelledTurn {
  const marked = /^(\d) (.+)$/.exec(line)
  if (!marked) throw new Error(`Not a turn: ${line}`)
  const turn: LabelledTurn & { ignore: PersonalDataSpan[] } = {
    channel: Number(marked[1]),
    text: '',
    spans: [],
    ignore: [],
  }
  for (const [, type, words, plain] of marked[2]!.matchAll(/\{(?:([A-Z_]+) |\?)([^}]*)\}|([^{]+)/g)) {
    const start = turn.text.length
    turn.text += words ?? plain!
    const end = turn.text.length
    if (type) turn.spans.push({ start, end, type: typeOf(type, line) })
    else if (words !== undefined) turn.ignore.push({ start, end, type: 'NAME' })
  }
  return turn
}

function typeOf(label: string, line: string): PersonalDataType {
  const type = personalDataTypes.find((known) => known === label)
  if (!type) throw new Error(`Unknown type in: ${line}`)
  return type
}

/** Scores what is found in `calls`. `negativesHit` counts calls without labels in which something was found. */
export function scoreCalls(
  calls: readonly (readonly LabelledTurn[])[],
  options: { strict: boolean; extended: boolean },
): CaseScore {
  const found = new Map<LabelledText, PersonalDataSpan[]>()
  for (const call of calls) {
    const redacted = redactConversation(conversationOf(call), options)
    call.forEach((turn, at) => {
      found.set(turn, redacted[at]!.spans)
    })
  }
  const score = scoreCases(calls.flat(), (turn) => found.get(turn)!)
  const harmless = calls.filter((call) => call.every(({ spans }) => spans.length === 0))
  const touched = harmless.filter((call) => scoreCases(call, (turn) => found.get(turn)!).negativesHit > 0)
  return { ...score, negativesHit: touched.length }
}

/** A call as if it had been spoken, four seconds a turn. */
export function conversationOf(call: readonly LabelledTurn[]): Conversation {
  const durationMs = call.length * TURN_MS
  return { languageCode: 'en-US', durationMs, speakers: [], lines: call.map(toLine) }
}

function toLine({ channel, text }: LabelledTurn, index: number): Line {
  const startMs = index * TURN_MS
  return {
    sid: sidFrom('sentence', index.toString(16).padStart(32, '0')),
    index,
    channel,
    startMs,
    endMs: startMs + TURN_MS - PAUSE_MS,
    text,
    redactedText: null,
  }
}
