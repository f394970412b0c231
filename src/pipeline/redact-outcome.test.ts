// The redacted view of every kind of answer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Evidence, Extraction, OperatorOutcome } from '../domain/operator-result.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { AttachedOperator } from '../domain/transcript.ts'
import { anOperator, aSentence } from '../testing/builders.ts'
import { scriptedRedactor } from '../testing/scripted-redactor.ts'
import { redactOutcome } from './redact-outcome.ts'

const redactor = scriptedRedactor()
const custom: AttachedOperator = { ...anOperator(), friendlyName: 'Next steps' }
const preBuilt: AttachedOperator = { ...custom, config: null }

/** A sentence with its redacted form. */
async function said(index: number, text: string): Promise<Sentence> {
  const sentence = aSentence(index, { text })
  const [redacted] = await redactor.redact({ sentences: [sentence], known: [], strict: false })
  return { ...sentence, redacted: redacted! }
}
const sentences = [await said(0, 'I am Ann, at 5550100.'), await said(1, 'Cancel my account 42 now.')]

const deps = { redactor, retell: async () => 'Told from [Name] sentences.' }
const redact = (outcome: OperatorOutcome, operator = custom) =>
  redactOutcome({ outcome, operator, sentences }, deps)

function evidence(sentenceIndex: number, text: string): Evidence {
  const { sid, channel, startMs, endMs } = sentences[sentenceIndex] ?? sentences[0]!
  return { sentenceSid: sid, sentenceIndex, channel, startMs, endMs, text, label: 'cancel' }
}
const extraction = (...found: Evidence[]): Extraction => ({
  kind: 'extraction',
  match: true,
  probability: 0.9,
  extracts: { cancel: found.map(({ text }) => text) },
  evidence: found,
})

test('labels and probabilities stay as they are', async () => {
  const outcome: OperatorOutcome = {
    kind: 'classification',
    label: 'Ann',
    probabilities: { Ann: 0.6, x: 0.4 },
  }
  assert.deepEqual(await redact(outcome), outcome)
})

test('the evidence of a label loses its personal data', async () => {
  const outcome: OperatorOutcome = {
    kind: 'classification',
    label: 'x',
    probabilities: { x: 0.6, y: 0.4 },
    evidence: [evidence(0, 'I am Ann'), evidence(1, 'Cancel my account')],
  }
  const [first, second] = outcome.evidence!
  assert.deepEqual(await redact(outcome), {
    ...outcome,
    evidence: [{ ...first, text: 'I am [Name]' }, second],
  })
})

test('what a model wrote for a custom operator is replaced as a whole', async () => {
  const outcome: OperatorOutcome = { kind: 'text', text: 'Nothing personal in here.', refusal: null }
  assert.deepEqual(await redact(outcome), { ...outcome, text: '[Redacted: Next steps]' })
})

test('what a pre-built operator wrote is told again from redacted sentences', async () => {
  const outcome: OperatorOutcome = { kind: 'text', text: 'Ann asked to be called at 5550100.', refusal: null }
  assert.deepEqual(await redact(outcome, preBuilt), { ...outcome, text: 'Told from [Name] sentences.' })
})

test('an extract without evidence is shown as in the sentences that hold it', async () => {
  const outcome: Extraction = { ...extraction(), extracts: { number: ['account 42', 'Cancel my'] } }
  const expected = { ...outcome, extracts: { number: ['account [PhoneNumber]', 'Cancel my'] } }
  assert.deepEqual(await redact(outcome), expected)
})

test('JSON is withheld, and a refusal is only said to be one', async () => {
  const json: OperatorOutcome = { kind: 'json', json: { name: 'x' }, refusal: null }
  assert.deepEqual(await redact(json), { ...json, json: null })
  const refusals: OperatorOutcome[] = [
    { kind: 'json', json: null, refusal: 'Ann, I will not' },
    { kind: 'text', text: '', refusal: 'Ann, I will not' },
  ]
  for (const refused of refusals)
    assert.partialDeepStrictEqual(await redact(refused), { refusal: '[Redacted]' })
})

const passages: [what: string, sentenceIndex: number, text: string, shown: string][] = [
  ['a whole sentence', 0, 'I am Ann, at 5550100.', 'I am [Name], at [PhoneNumber].'],
  ['a part without personal data', 1, 'Cancel my account', 'Cancel my account'],
  ['a part with personal data', 1, 'account 42', 'account [PhoneNumber]'],
  ['a part that begins inside personal data', 0, '100.', '[PhoneNumber].'],
  ['a part that ends inside personal data', 0, 'Ann, at 555', '[Name], at [PhoneNumber]'],
  ['a part inside personal data', 0, '501', '[PhoneNumber]'],
  ['a text that is not in its sentence', 1, 'cancel MY account', '[Redacted]'],
  ['a text of a sentence that does not exist', 7, 'Cancel my account', '[Redacted]'],
]
for (const [what, index, text, shown] of passages) {
  test(`evidence: ${what} is shown as ${shown}, in the extracts as well`, async () => {
    const outcome = extraction(evidence(index, text))
    const expected = {
      ...outcome,
      extracts: { cancel: [shown] },
      evidence: [{ ...outcome.evidence[0], text: shown }],
    }
    assert.deepEqual(await redact(outcome), expected)
  })
}

test('an extract without evidence goes through the redactor', async () => {
  const outcome: Extraction = { ...extraction(), extracts: { Person: ['Ann', 'Zed'], none: [] } }
  assert.deepEqual(await redact(outcome), { ...outcome, extracts: { Person: ['[Name]', 'Zed'], none: [] } })
})

test('a sentence without a redacted form gives nothing of itself', async () => {
  const bare = [{ ...sentences[1]!, redacted: null }]
  const outcome = extraction({ ...evidence(1, 'Cancel my account'), sentenceIndex: 0 })
  const result = await redactOutcome({ outcome, operator: custom, sentences: bare }, deps)
  assert.partialDeepStrictEqual(result, {
    extracts: { cancel: ['[Redacted]'] },
    evidence: [{ text: '[Redacted]' }],
  })
})

test('the same words in two sentences are each shown as in their own, in the extracts as well', async () => {
  const twice = [await said(0, 'Reach me at the 42 desk.'), { ...(await said(1, 'It is 42, honestly.')) }]
  // As if the second number were no personal data.
  twice[1] = { ...twice[1]!, redacted: { text: twice[1]!.text, words: [], spans: [] } }
  const outcome = extraction(
    { ...evidence(0, '42'), sentenceIndex: 0 },
    { ...evidence(0, '42'), sentenceIndex: 1 },
  )
  const result = await redactOutcome({ outcome, operator: custom, sentences: twice }, deps)
  assert.deepEqual(
    (result as Extraction).evidence.map(({ text }) => text),
    ['[PhoneNumber]', '42'],
  )
  assert.deepEqual((result as Extraction).extracts, { cancel: ['[PhoneNumber]', '42'] })
})

test('the same words are hidden where nobody can tell in which sentence they stand', async () => {
  const twice = [await said(0, 'Reach me at the 42 desk.'), { ...(await said(1, 'It is 42, honestly.')) }]
  twice[1] = { ...twice[1]!, redacted: { text: twice[1]!.text, words: [], spans: [] } }
  const found = [0, 1].map((sentenceIndex) => ({ ...evidence(sentenceIndex, '42'), sentenceIndex }))
  for (const extracts of [{ cancel: ['42'] }, { other: ['42', '42'] }]) {
    const outcome = { ...extraction(...found), extracts }
    const result = await redactOutcome({ outcome, operator: custom, sentences: twice }, deps)
    const shown = Object.values((result as Extraction).extracts).flat()
    assert.ok(shown.length > 0 && shown.every((text) => text === '[PhoneNumber]'))
  }
})

test('the evidence of a phrase set is that of the extracts under its name in snake case', async () => {
  const twice = [await said(0, 'Reach me at the 42 desk.'), { ...(await said(1, 'It is 42, honestly.')) }]
  twice[1] = { ...twice[1]!, redacted: { text: twice[1]!.text, words: [], spans: [] } }
  const found = [1, 0].map((sentenceIndex) => ({
    ...evidence(sentenceIndex, '42'),
    sentenceIndex,
    label: 'Which desk',
  }))
  const outcome = { ...extraction(...found), extracts: { which_desk: ['42', '42'] } }
  const result = await redactOutcome({ outcome, operator: custom, sentences: twice }, deps)
  assert.deepEqual((result as Extraction).extracts, { which_desk: ['42', '[PhoneNumber]'] })
})

test('nothing that was asked about is changed', async () => {
  const outcome = extraction(evidence(0, 'I am Ann, at 5550100.'))
  const before = structuredClone(outcome)
  await redact(outcome)
  assert.deepEqual(outcome, before)
})
