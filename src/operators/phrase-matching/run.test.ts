import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PhraseSet } from '../../domain/operator-config.ts'
import { aConversation } from '../test-conversation.ts'
import { runPhraseMatching } from './run.ts'

const { signal } = new AbortController()

const call = aConversation(
  'Agent: Thank you for calling, how can I help?',
  "Customer: Hi. I'd like to, uh, cancel my subscriptions.",
  'Agent: Are you sure you want to cancel my friend?',
  'Customer: Yes, cancelling my subscription, and cancel my subscription again.',
)

function run(...sets: PhraseSet[]) {
  return runPhraseMatching({ phrase_sets: sets }, call, { signal })
}

test('what was found is told by set, in the words of the call', async () => {
  const outcome = await run({ name: 'Check cancel intention', phrases: ['cancel my subscription'] })
  assert.equal(outcome.match, true)
  assert.equal(outcome.probability, 0.95)
  assert.deepEqual(outcome.extracts, {
    check_cancel_intention: [
      'cancel my subscriptions',
      'cancelling my subscription',
      'cancel my subscription',
    ],
  })
  assert.deepEqual(outcome.evidence[0], {
    sentenceSid: call.lines[1]!.sid,
    sentenceIndex: 1,
    channel: 2,
    startMs: 1000,
    endMs: 1900,
    text: 'cancel my subscriptions',
    label: 'Check cancel intention',
  })
  assert.deepEqual(
    outcome.evidence.map(({ sentenceIndex }) => sentenceIndex),
    [1, 3, 3],
  )
})

test('nothing found is no match, with a small probability and no extracts', async () => {
  const outcome = await run({ name: 'Refund', phrases: ['money back'] })
  assert.deepEqual(outcome, {
    kind: 'extraction',
    match: false,
    probability: 0.05,
    extracts: {},
    evidence: [],
  })
})

test('a role restricts to the sentences of its speakers, in any case', async () => {
  const of = async (role: string) => {
    const { evidence } = await run({ name: 'cancel', phrases: ['cancel'], role })
    return evidence.map(({ sentenceIndex }) => sentenceIndex)
  }
  assert.deepEqual(await of('customer'), [1, 3, 3])
  assert.deepEqual(await of('AGENT'), [2])
  assert.deepEqual(await of('Supervisor'), [])
})

test('each set matches in its own way', async () => {
  const outcome = await run(
    { name: 'exact', phrases: ['cancel my subscription'], match: 'exact' },
    { name: 'pattern', phrases: ['(like|want) to ...2 cancel'], match: 'pattern', role: 'Customer' },
    { name: 'fuzzy', phrases: ['cancel my description'], match: 'fuzzy' },
  )
  assert.deepEqual(outcome.extracts, {
    exact: ['cancel my subscription'],
    pattern: ['like to, uh, cancel'],
    fuzzy: ['cancel my subscriptions', 'cancelling my subscription', 'cancel my subscription'],
  })
  assert.equal(outcome.probability, 0.98)
})

test('matches do not cross sentences', async () => {
  assert.equal((await run({ name: 'x', phrases: ['help hi'] })).match, false)
})

test('overlapping phrases of one set count once, the longest', async () => {
  const { extracts } = await run({ name: 'x', phrases: ['my', 'cancel my', 'cancel my friend'] })
  assert.deepEqual(extracts.x!.slice(1, 2), ['cancel my friend'])
  assert.equal(extracts.x!.length, 4)
})

test('names that are alike or have no letters still get keys', async () => {
  const { extracts } = await run(
    { name: 'My set', phrases: ['thank you'] },
    { name: 'my-set!', phrases: ['help'] },
    { name: '???', phrases: ['friend'] },
    { name: '__proto__', phrases: ['again'] },
  )
  assert.deepEqual(extracts, { my_set: ['Thank you', 'help'], phrase_set_3: ['friend'], proto: ['again'] })
})

test('long work stops with the signal', async () => {
  const controller = new AbortController()
  const phrases = Array.from({ length: 500 }, (_, index) => `there is no such phrase number ${index}`)
  const sets = Array.from({ length: 100 }, (_, index) => ({
    name: `${index}`,
    phrases,
    match: 'fuzzy' as const,
  }))
  const running = runPhraseMatching({ phrase_sets: sets }, call, controller)
  controller.abort(new Error('enough'))
  await assert.rejects(running, /enough/)
})
