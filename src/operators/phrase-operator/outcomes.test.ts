import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aConversation } from '../test-conversation.ts'
import { createPhraseClassifier } from './classifier.ts'
import { createPhraseExtractor } from './extractor.ts'
import type { PhraseGrammar } from './grammar.ts'

const grammar: PhraseGrammar = {
  slots: {},
  rules: [
    { by: 'anyone', patterns: ['transfer you'] },
    { by: 'anyone', patterns: ['department'], probability: 0.4 },
  ],
  probability: 0.93,
  missedProbability: 0.07,
}
const input = (...texts: string[]) => ({
  conversation: aConversation(...texts),
  personalData: texts.map(() => []),
})

test('an extraction tells its passages under its label in snake case', () => {
  const outcome = createPhraseExtractor('Call transfer', grammar)(input('Agent: I will transfer you now.'))
  const [evidence] = outcome.kind === 'extraction' ? outcome.evidence : []
  assert.deepEqual(outcome, {
    kind: 'extraction',
    match: true,
    probability: 0.93,
    extracts: { call_transfer: ['transfer you'] },
    evidence: [evidence],
  })
  assert.partialDeepStrictEqual(evidence, {
    sentenceIndex: 0,
    channel: 1,
    startMs: 0,
    endMs: 900,
    text: 'transfer you',
    label: 'Call transfer',
  })
})

test('an extraction of nothing has no extracts and a small probability', () => {
  assert.deepEqual(createPhraseExtractor('Call transfer', grammar)(input('Agent: Hello.')), {
    kind: 'extraction',
    match: false,
    probability: 0.07,
    extracts: {},
    evidence: [],
  })
})

test('a classification is as probable as its best passage', () => {
  const judge = createPhraseClassifier({ found: 'Transfer', missing: 'NoTransfer' }, grammar)
  const of = (text: string) => {
    const outcome = judge(input(`Agent: ${text}`))
    assert.equal(outcome.kind, 'classification')
    return outcome.kind === 'classification'
      ? [outcome.label, outcome.probabilities, outcome.evidence?.length]
      : []
  }
  assert.deepEqual(of('I transfer you to that department'), [
    'Transfer',
    { NoTransfer: 0.07, Transfer: 0.93 },
    2,
  ])
  assert.deepEqual(of('Which department?'), ['NoTransfer', { NoTransfer: 0.6, Transfer: 0.4 }, 1])
  assert.deepEqual(of('Hello'), ['NoTransfer', { NoTransfer: 0.93, Transfer: 0.07 }, 0])
})
