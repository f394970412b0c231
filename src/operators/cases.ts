// Case files: conversations with what an operator is to say about them. They hold our own operators to their figures
// and custom operators to what their makers want (`verbatim operators test`).
import { readFileSync } from 'node:fs'
import type { Conversation } from '../domain/conversation.ts'
import { fault } from '../domain/errors.ts'
import type { Classification, Evidence, Extraction, OperatorOutcome } from '../domain/operator-result.ts'
import { conversationSchema, readConversation } from './conversation-json.ts'
import { compileCheck, type SchemaCheck } from './schema-check.ts'

/** What kind of phrasing a case tries. */
export const caseKinds = ['standard', 'odd', 'negative', 'near-miss'] as const
/** One of {@link caseKinds}. */
export type CaseKind = (typeof caseKinds)[number]

/** What an operator is to answer: each property that is there must hold. */
export interface Expectation {
  /** Of an extraction: whether something was found. */
  match?: boolean
  /** Indexes of sentences that must be among the evidence. */
  evidence?: number[]
  /** Of a classification. */
  label?: string
  /** Of a text: parts of it, in any case. */
  contains?: string[]
  not_contains?: string[]
  max_sentences?: number
  /** Texts that must be among the extracts of a class, in any case. */
  extracts?: Record<string, string[]>
  not_extracts?: Record<string, string[]>
  /** Properties of a JSON answer and their values. */
  json?: Record<string, unknown>
}

/** One case. */
export interface OperatorCase {
  name: string
  /** Null where the file does not tell. */
  kind: CaseKind | null
  conversation: Conversation
  expect: Expectation
}

/** A case file. */
export interface CaseFile {
  /** An operator_type; for a custom operator its friendly name or null. */
  operator: string | null
  cases: OperatorCase[]
}

const texts = { type: 'array', items: { type: 'string' } }
const byClass = { type: 'object', additionalProperties: texts }

const fileSchema = {
  type: 'object',
  required: ['cases'],
  properties: {
    operator: { type: ['string', 'null'] },
    cases: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'conversation', 'expect'],
        properties: {
          name: { type: 'string' },
          kind: { enum: [...caseKinds, null] },
          conversation: conversationSchema,
          expect: {
            type: 'object',
            additionalProperties: false,
            minProperties: 1,
            properties: {
              match: { type: 'boolean' },
              evidence: { type: 'array', items: { type: 'integer', minimum: 0 } },
              label: { type: 'string' },
              contains: texts,
              not_contains: texts,
              max_sentences: { type: 'integer', minimum: 0 },
              extracts: byClass,
              not_extracts: byClass,
              json: { type: 'object' },
            },
          },
        },
      },
    },
  },
}

interface CaseFileJson {
  operator?: string | null
  cases: { name: string; kind?: CaseKind | null; conversation: unknown; expect: Expectation }[]
}

let check: SchemaCheck | undefined

/** Reads the case file at `path`.
 * @throws VerbatimError invalidParameter naming the file when it is not one; Node's error when it can not be read */
export function readCases(path: string): CaseFile {
  check ??= compileCheck(fileSchema)
  const value = parse(path)
  const wrong = check(value)
  if (wrong !== null) throw fault('invalidParameter', `${path}: ${wrong}`)
  const { operator = null, cases } = value as CaseFileJson
  return {
    operator,
    cases: cases.map(({ name, kind = null, conversation, expect }) => ({
      name,
      kind,
      conversation: readConversation(conversation),
      expect,
    })),
  }
}

function parse(path: string): unknown {
  const text = readFileSync(path, 'utf8')
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw fault('invalidParameter', `${path} is not valid JSON`, { cause })
  }
}

/** Whether `outcome` is as expected: what is wrong with it, as a sentence, or null when nothing is. */
export function checkCase(outcome: OperatorOutcome, expect: Expectation): string | null {
  const wrongs = [...wrongsOf(outcome, expect)]
  return wrongs.length > 0 ? wrongs.join('; ') : null
}

const kindsOf: Record<keyof Expectation, readonly OperatorOutcome['kind'][]> = {
  match: ['extraction'],
  evidence: ['extraction', 'classification'],
  label: ['classification'],
  contains: ['text'],
  not_contains: ['text'],
  max_sentences: ['text'],
  extracts: ['extraction'],
  not_extracts: ['extraction'],
  json: ['json'],
}

function* wrongsOf(outcome: OperatorOutcome, expect: Expectation): Iterable<string> {
  for (const key of Object.keys(expect) as (keyof Expectation)[]) {
    if (!kindsOf[key].includes(outcome.kind)) yield `${key} is asked of a ${outcome.kind} result`
  }
  if (outcome.kind === 'extraction') yield* wrongExtraction(outcome, expect)
  else if (outcome.kind === 'classification') yield* wrongLabel(outcome, expect)
  else if (outcome.kind === 'text') yield* wrongText(outcome.text, expect)
  else yield* wrongJson(outcome.json, expect)
}

function* wrongExtraction(outcome: Extraction, expect: Expectation): Iterable<string> {
  const { match, extracts = {}, not_extracts = {} } = expect
  if (match !== undefined && outcome.match !== match) {
    const found = outcome.evidence.map(({ text }) => JSON.stringify(text)).join(', ')
    yield outcome.match ? `found ${found} where nothing is to be found` : 'nothing was found'
  }
  yield* wrongEvidence(outcome.evidence, expect)
  for (const [name, wanted] of Object.entries(extracts)) {
    const lost = wanted.filter((text) => !isAmong(outcome, name, text))
    if (lost.length > 0) yield `${name} lacks ${lost.join(', ')}`
  }
  for (const [name, unwanted] of Object.entries(not_extracts)) {
    const held = unwanted.filter((text) => isAmong(outcome, name, text))
    if (held.length > 0) yield `${name} has ${held.join(', ')}`
  }
}

/** Whether `text` is among the extracts of a class, in any case. */
export function isAmong({ extracts }: Extraction, name: string, text: string): boolean {
  return (extracts[name] ?? []).some((one) => one.toLowerCase() === text.toLowerCase())
}

function* wrongEvidence(found: readonly Evidence[], { evidence = [] }: Expectation): Iterable<string> {
  const sentences = new Set(found.map(({ sentenceIndex }) => sentenceIndex))
  const missing = evidence.filter((index) => !sentences.has(index))
  if (missing.length > 0) yield `sentence ${missing.join(', ')} is not among the evidence`
}

function* wrongLabel({ label, evidence = [] }: Classification, expect: Expectation): Iterable<string> {
  if (expect.label !== undefined && label !== expect.label) yield `${label} instead of ${expect.label}`
  yield* wrongEvidence(evidence, expect)
}

function* wrongText(text: string, expect: Expectation): Iterable<string> {
  const { contains = [], not_contains = [], max_sentences } = expect
  const holds = (part: string) => text.toLowerCase().includes(part.toLowerCase())
  for (const part of contains.filter((one) => !holds(one))) yield `lacks ${JSON.stringify(part)}`
  for (const part of not_contains.filter(holds)) yield `holds ${JSON.stringify(part)}`
  const count = text === '' ? 0 : text.trim().split(/(?<=[.?!])\s+/).length
  if (max_sentences !== undefined && count > max_sentences) yield `has ${count} sentences`
}

function* wrongJson(json: Record<string, unknown> | null, expect: Expectation): Iterable<string> {
  for (const [name, wanted] of Object.entries(expect.json ?? {})) {
    if (JSON.stringify(json?.[name]) !== JSON.stringify(wanted)) yield `${name} differs`
  }
}
