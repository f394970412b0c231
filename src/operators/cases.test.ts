// Case files, conversations as JSON, and how answers are judged and counted.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fault } from '../domain/errors.ts'
import type { OperatorOutcome } from '../domain/operator-result.ts'
import { checkCase, type Expectation, readCases } from './cases.ts'
import { readConversation } from './conversation-json.ts'
import { runCases } from './run-cases.ts'
import { precisionOf, recallOf, sumTallies, type Tally, tallyOf } from './score.ts'
import { aConversation } from './test-conversation.ts'

const root = mkdtempSync(join(tmpdir(), 'cases-'))
after(() => rmSync(root, { recursive: true }))
function fileOf(content: unknown): string {
  const path = join(root, 'cases.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const sentences = [
  { media_channel: 1, transcript: 'Hello there, how are you?' },
  { media_channel: 2, transcript: 'Fine.', start_time: 10, end_time: '12.5' },
  { media_channel: 1, transcript: 'Good.' },
]

test('sentences without times follow each other at 2.5 words a second; times are seconds, as numbers or text', () => {
  const { lines, durationMs, speakers, languageCode } = readConversation({ sentences })
  assert.deepEqual(
    lines.map(({ index, channel, startMs, endMs }) => [index, channel, startMs, endMs]),
    [
      [0, 1, 0, 2000],
      [1, 2, 10_000, 12_500],
      [2, 1, 12_500, 12_900],
    ],
  )
  assert.deepEqual(
    [durationMs, languageCode, new Set(lines.map(({ sid }) => sid)).size],
    [12_900, 'en-US', 3],
  )
  assert.deepEqual(
    speakers.map(({ channel, role }) => [channel, role]),
    [
      [1, 'Agent'],
      [2, 'Customer'],
    ],
  )
})

test('roles are those of the participants, the missing one is the other side', () => {
  const participants = [{ channel_participant: 1, role: 'Customer', full_name: 'Ann' }]
  const { speakers } = readConversation({ participants, sentences: [] })
  assert.deepEqual(speakers, [
    { channel: 1, role: 'Customer', fullName: 'Ann' },
    { channel: 2, role: 'Agent', fullName: null },
  ])
})

for (const wrong of [
  null,
  [],
  {},
  { sentences: 'x' },
  { sentences: [{ media_channel: 0, transcript: 'x' }] },
  { sentences: [{ media_channel: 1 }] },
  { sentences: [{ media_channel: 1, transcript: 'x', start_time: 'soon' }] },
  { sentences: [], participants: [{ channel_participant: 3 }] },
]) {
  test(`${JSON.stringify(wrong)} is no conversation`, () => {
    assert.throws(() => readConversation(wrong), { key: 'invalidParameter' })
  })
}

test('a case file is read with its conversations; one that is none is named', () => {
  const one = { name: 'a', kind: 'odd', conversation: { sentences }, expect: { match: true } }
  const { operator, cases } = readCases(fileOf({ operator: 'CallTransfer', cases: [one] }))
  assert.deepEqual(
    [operator, cases[0]?.kind, cases[0]?.conversation.lines.length],
    ['CallTransfer', 'odd', 3],
  )
  for (const wrong of [
    '{',
    { cases: {} },
    { cases: [{ ...one, expect: {} }] },
    { cases: [{ ...one, expect: { labl: 'x' } }] },
    { cases: [{ ...one, kind: 'strange' }] },
  ]) {
    assert.throws(() => readCases(fileOf(wrong)), { key: 'invalidParameter', message: /cases\.json/ })
  }
})

const evidence = [
  {
    sentenceSid: aConversation('A: x').lines[0]!.sid,
    sentenceIndex: 2,
    channel: 1,
    startMs: 0,
    endMs: 1,
    text: 'x',
    label: 'l',
  },
]
const outcomes = {
  found: { kind: 'extraction', match: true, probability: 0.9, extracts: { Person: ['Ann Lee'] }, evidence },
  none: { kind: 'extraction', match: false, probability: 0.1, extracts: {}, evidence: [] },
  transfer: { kind: 'classification', label: 'Transfer', probabilities: { Transfer: 1 }, evidence },
  plain: { kind: 'classification', label: 'NoTransfer', probabilities: { NoTransfer: 1 } },
  text: { kind: 'text', text: 'The customer left. The agent stayed.', refusal: null },
  json: { kind: 'json', json: { a: [1], b: 'x' }, refusal: null },
} satisfies Record<string, OperatorOutcome>

for (const [what, expect, right] of [
  ['found', { match: true, evidence: [2] }, true],
  ['found', { match: false }, false],
  ['found', { match: true, evidence: [1, 2] }, false],
  ['found', { extracts: { Person: ['ann lee'] }, not_extracts: { Person: ['Bob'] } }, true],
  ['found', { extracts: { Person: ['Bob'] } }, false],
  ['found', { not_extracts: { Person: ['Ann Lee'] } }, false],
  ['found', { label: 'Transfer' }, false],
  ['none', { match: false }, true],
  ['none', { match: true }, false],
  ['transfer', { label: 'Transfer', evidence: [2] }, true],
  ['transfer', { label: 'Transfer', evidence: [0] }, false],
  ['plain', { label: 'Transfer' }, false],
  ['text', { contains: ['CUSTOMER left'], not_contains: ['refund'], max_sentences: 2 }, true],
  ['text', { max_sentences: 1 }, false],
  ['text', { contains: ['refund'] }, false],
  ['text', { not_contains: ['agent'] }, false],
  ['json', { json: { a: [1] } }, true],
  ['json', { json: { a: [2] } }, false],
] as [keyof typeof outcomes, Expectation, boolean][]) {
  test(`${JSON.stringify(expect)} ${right ? 'holds' : 'does not hold'} of ${what}`, () => {
    assert.equal(checkCase(outcomes[what], expect) === null, right)
  })
}

for (const [what, expect, expected] of [
  ['found', { match: true }, [1, 1, 1]],
  ['found', { match: false }, [0, 1, 0]],
  ['none', { match: true }, [1, 0, 0]],
  ['none', { match: false }, [0, 0, 0]],
  ['transfer', { label: 'Transfer' }, [1, 1, 1]],
  ['transfer', { label: 'NoTransfer' }, [0, 1, 0]],
  ['plain', { label: 'Transfer' }, [1, 0, 0]],
  ['plain', { label: 'NoTransfer' }, [0, 0, 0]],
  ['text', { contains: ['refund'] }, [1, 1, 0]],
  ['found', { extracts: { Person: ['Ann Lee', 'Bob'] }, not_extracts: { Date: ['x'] } }, [2, 1, 1]],
  ['found', { extracts: {}, not_extracts: { Person: ['Ann Lee'] } }, [0, 1, 0]],
] as [keyof typeof outcomes, Expectation, [number, number, number]][]) {
  test(`${what} against ${JSON.stringify(expect)} counts as ${expected}`, () => {
    const {
      expected: sought,
      claimed,
      right,
    } = tallyOf(outcomes[what], expect, checkCase(outcomes[what], expect))
    assert.deepEqual([sought, claimed, right], expected)
  })
}

test('recall is of what is there, precision of what is claimed; of nothing both are full', () => {
  const sum: Tally = sumTallies([
    { expected: 3, claimed: 1, right: 1 },
    { expected: 1, claimed: 1, right: 0 },
  ])
  assert.deepEqual([recallOf(sum), precisionOf(sum)], [0.25, 0.5])
  assert.deepEqual([recallOf(sumTallies([])), precisionOf(sumTallies([]))], [1, 1])
})

test('an operator that fails is wrong about the case, whatever it fails with', async () => {
  const { cases } = readCases(
    fileOf({ cases: [{ name: 'a', conversation: { sentences }, expect: { match: false } }] }),
  )
  for (const [error, message] of [
    [fault('operatorFailed', 'no model'), 'no model'],
    [new TypeError('bug'), 'The operator failed unexpectedly: TypeError: bug'],
  ] as const) {
    const judged = await runCases(cases, () => Promise.reject(error))
    assert.deepEqual(
      judged.map(({ wrong }) => wrong),
      [message],
    )
  }
})
