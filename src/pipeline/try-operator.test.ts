// How many operators are tried side by side.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Sentence } from '../domain/sentence.ts'
import { sidFrom } from '../domain/sid.ts'
import { createPlaces } from '../http/places.ts'
import type { SentenceStore } from '../ports/sentence-store.ts'
import { anAccount, aTranscript } from '../testing/builders.ts'
import { scriptedRedactor } from '../testing/scripted-redactor.ts'
import { createOperatorTrial } from './try-operator.ts'

test('an account has its places for trials, gives them back, and leaves those of others alone', async () => {
  const { promise, resolve } = Promise.withResolvers<Sentence[]>()
  const list: SentenceStore['list'] = async () => ({ items: await promise, previous: null, next: null })
  const replace = async () => undefined
  const attempt = createOperatorTrial({
    store: { sentences: { list, replace } },
    judges: () => ({ llm: null, llmUnredacted: false, redactor: scriptedRedactor() }),
    takePlace: createPlaces({ each: 2, what: 'trials' }),
  })
  const config = { phrase_sets: [{ name: 'Wish', phrases: ['refund'] }] }
  const operator = {
    sid: sidFrom('operator', 'ab'.repeat(16)),
    friendlyName: 'Refund',
    operatorType: 'PhraseMatching',
    config,
  }
  const { signal } = new AbortController()
  const [one, other] = [anAccount(), anAccount()]
  const once = (accountSid = one) =>
    attempt({ transcript: aTranscript({ accountSid, status: 'completed' }), operator, signal })
  const running = [once(), once()]
  await assert.rejects(once(), { key: 'tooManyRequests' })
  running.push(once(other))
  resolve([])
  for (const { result, by } of await Promise.all(running)) {
    assert.deepEqual([result?.name, by?.engine], ['Refund', 'local'])
  }
  assert.ok((await once()).result)
})
