// Holds the operators that judge whole conversations to their figures on our own cases, and to what is exact.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Conversation } from '../../domain/conversation.ts'
import { operatorLabels } from '../../domain/operator-catalogue.ts'
import type { PersonalDataSpan, PersonalDataType } from '../../domain/sentence.ts'
import type { BuiltInOperator } from '../built-in-operator.ts'
import { checkCase, type OperatorCase, readCases } from '../cases.ts'
import { readConversation } from '../conversation-json.ts'
import { runEntityRecognition } from '../entity-recognition/run.ts'
import { runNonEnglishCall } from '../non-english-call/run.ts'
import { runOutboundCallDisposition } from '../outbound-call-disposition/run.ts'
import { runSentimentAnalysis } from '../sentiment-analysis/run.ts'
import { runSummarization } from '../summarization/run.ts'
import { runUnavailablePartyDetector } from '../unavailable-party-detector/run.ts'
import { runVoicemailDetection } from '../voicemail-detection/run.ts'
import { classify } from './classification.ts'
import { turnsOf } from './turns.ts'

/** Operators with the share of cases that must be right. */
const judges: Record<string, { run: BuiltInOperator; floor: number }> = {
  'sentiment-analysis': { run: runSentimentAnalysis, floor: 0.92 },
  summarization: { run: runSummarization, floor: 1 },
  'entity-recognition': { run: runEntityRecognition, floor: 0.97 },
  'voicemail-detection': { run: runVoicemailDetection, floor: 0.97 },
  'unavailable-party-detector': { run: runUnavailablePartyDetector, floor: 0.95 },
  'outbound-call-disposition': { run: runOutboundCallDisposition, floor: 0.97 },
  'non-english-call': { run: runNonEnglishCall, floor: 0.97 },
}
const pathOf = (name: string) => new URL(`../${name}`, import.meta.url).pathname

/** What redaction would find: the people and places that a case names. */
function personalDataOf({ conversation, expect }: OperatorCase): PersonalDataSpan[][] {
  const named = (name: string, type: PersonalDataType) =>
    (expect.extracts?.[name] ?? []).map((text) => ({ text, type }))
  const known = [...named('Person', 'NAME'), ...named('Location', 'CITY')]
  return conversation.lines.map((line) =>
    known.flatMap(({ text, type }) => {
      const start = line.text.indexOf(text)
      return start < 0 ? [] : [{ start, end: start + text.length, type }]
    }),
  )
}

function judge(run: BuiltInOperator, conversation: Conversation) {
  return run({ conversation, personalData: conversation.lines.map(() => []) })
}

function labelOf(run: BuiltInOperator, conversation: Conversation): string {
  const outcome = judge(run, conversation)
  assert.equal(outcome.kind, 'classification')
  return outcome.kind === 'classification' ? outcome.label : ''
}

const talk = (...sentences: [number, string][]) =>
  readConversation({
    sentences: sentences.map(([media_channel, transcript]) => ({ media_channel, transcript })),
  })

for (const [folder, { run, floor }] of Object.entries(judges)) {
  const { operator, cases } = readCases(pathOf(`${folder}/cases.json`))
  const judged = cases.map((one) => {
    const outcome = run({ conversation: one.conversation, personalData: personalDataOf(one) })
    return { ...one, outcome, wrong: checkCase(outcome, one.expect) }
  })

  test(`${folder} is right on ${floor * 100} % of its cases`, () => {
    const wrong = judged.filter((one) => one.wrong !== null).map(({ name, wrong }) => `${name}: ${wrong}`)
    assert.ok(wrong.length <= cases.length * (1 - floor), wrong.join('\n'))
  })

  test(`${folder} gives all its labels a probability between 0 and 1, and evidence from the call`, () => {
    for (const { outcome, conversation, name } of judged) {
      if (outcome.kind === 'text') continue
      if (outcome.kind === 'classification') {
        const all = Object.values(outcome.probabilities)
        assert.deepEqual(Object.keys(outcome.probabilities), operatorLabels.get(operator ?? ''), name)
        assert.ok(
          all.every((probability) => probability > 0 && probability < 1),
          name,
        )
        assert.ok(Math.abs(all.reduce((sum, one) => sum + one, 0) - 1) < 1e-9, name)
        assert.equal(outcome.probabilities[outcome.label], Math.max(...all), name)
      }
      const evidence = (outcome.kind === 'json' ? [] : outcome.evidence) ?? []
      for (const { text, sentenceIndex } of evidence) {
        assert.ok(text !== '' && conversation.lines[sentenceIndex]!.text.includes(text), `${name}: ${text}`)
      }
    }
  })

  test(`${folder} has an answer to a call without words, and to marks alone`, () => {
    assert.ok(judge(run, talk()))
    assert.ok(judge(run, talk([1, '...'], [2, ''], [1, '[noise]'])))
  })
}

const everyday: { sentences: unknown[] } = JSON.parse(readFileSync(pathOf('everyday.json'), 'utf8'))
const plain: [BuiltInOperator, string[]][] = [
  [runVoicemailDetection, ['not_voicemail']],
  [runUnavailablePartyDetector, ['NoClass']],
  [runOutboundCallDisposition, ['Ordinary', 'GhostCall']],
  [runNonEnglishCall, ['EnglishConversation']],
]
for (const [run, labels] of plain) {
  test(`everyday talk is nothing but ${labels.join(' or ')}`, () => {
    for (const sentence of everyday.sentences) {
      const conversation = readConversation({ sentences: [sentence] })
      const label = labelOf(run, conversation)
      assert.ok(labels.includes(label), `${label}: ${conversation.lines[0]!.text}`)
    }
  })
}

test('without a word a call has no content, and with words of the caller alone it is a ghost call', () => {
  assert.equal(labelOf(runOutboundCallDisposition, talk([1, '...'], [2, ''])), 'NoContent')
  const alone = talk([1, 'Hi, this is Ann, please call me back.'], [2, '[noise]'], [1, 'Thanks, bye.'])
  assert.equal(labelOf(runOutboundCallDisposition, alone), 'GhostCall')
  const answered = talk([1, 'Hi, this is Ann, please call me back.'], [2, 'Okay.'])
  assert.notEqual(labelOf(runOutboundCallDisposition, answered), 'GhostCall')
})

test('the called side is known by its role, on whichever channel it is', () => {
  const swapped = readConversation({
    participants: [
      { channel_participant: 1, role: 'Customer' },
      { channel_participant: 2, role: 'Agent' },
    ],
    sentences: [{ media_channel: 2, transcript: 'Hello? Can you hear me?' }],
  })
  assert.equal(labelOf(runOutboundCallDisposition, swapped), 'GhostCall')
})

test('a summary of a long call has at most five sentences', () => {
  const { cases } = readCases(pathOf('sentiment-analysis/cases.json'))
  const sentences = cases
    .flatMap(({ conversation }) => conversation.lines)
    .map(({ channel, text }): [number, string] => [channel, text])
  const outcome = judge(runSummarization, talk(...sentences))
  assert.equal(outcome.kind, 'text')
  assert.equal(checkCase(outcome, { max_sentences: 5 }), null)
})

test('mood in another language is not read with English words', () => {
  const german = (text: string) =>
    readConversation({ language_code: 'de-DE', sentences: [{ media_channel: 2, transcript: text }] })
  assert.equal(labelOf(runSentimentAnalysis, german('Die Rechnung habe ich, die Nummer auch.')), 'neutral')
  assert.equal(
    labelOf(runSentimentAnalysis, german('Das ist eine Frechheit, ich bin sehr enttäuscht.')),
    'negative',
  )
})

test('digits of personal data are no quantities', () => {
  const conversation = talk([2, 'My card is 4111 dollars'])
  const span = { start: 11, end: 15, type: 'CREDIT_CARD' } as const
  const outcome = runEntityRecognition({ conversation, personalData: [[span]] })
  assert.equal(outcome.kind === 'extraction' && outcome.match, false)
})

test('sentences that a recogniser cut are one turn, those of two speakers are not', () => {
  const turns = turnsOf(
    talk([2, "I'd like to speak"], [1, 'Okay.'], [2, 'to your manager.'], [1, 'One moment.']),
  )
  assert.deepEqual(
    turns.map(({ words }) => words.text),
    ["I'd like to speak, to your manager.", 'Okay.', 'One moment.'],
  )
})

test('a classification keeps its label the most probable, however low its confidence', () => {
  const { probabilities } = classify(['a', 'b', 'c'], { label: 'b', confidence: 0, weights: { a: 9, c: 0 } })
  assert.equal(Math.max(...Object.values(probabilities)), probabilities.b)
  assert.ok(Math.abs(Object.values(probabilities).reduce((sum, one) => sum + one, 0) - 1) < 1e-9)
})
