// Phrase matching off the main thread.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PhraseMatchingConfig } from '../../domain/operator-config.ts'
import { aConversation } from '../test-conversation.ts'
import { runPhrasesInThread } from './in-thread.ts'

const signal = new AbortController().signal
/** As many loose phrases as a config may hold: minutes of work over {@link words}. */
const endless: PhraseMatchingConfig = {
  phrase_sets: Array.from({ length: 100 }, (_, set) => ({
    name: `Set ${set}`,
    phrases: Array.from({ length: 500 }, (_, at) => `many loose words like word${set} and word${at}`),
    match: 'fuzzy',
  })),
}
const phraseSet = (phrase: string, match: 'stem' | 'pattern'): PhraseMatchingConfig => ({
  phrase_sets: [{ name: 'Any', phrases: [phrase], match }],
})
const words = aConversation(`Agent: ${Array.from({ length: 60 }, (_, at) => `word${at}`).join(' ')}`)

test('finds what the main thread would find', async () => {
  const found = await runPhrasesInThread(
    { config: phraseSet('word7 word8', 'stem'), conversation: words },
    { signal },
  )
  assert.deepEqual([found.match, found.extracts], [true, { any: ['word7 word8'] }])
})

test('guards that nest under gaps come to an end', async () => {
  const nested = `_ ${'!(_ ...20 '.repeat(6)}(zz)${' _)'.repeat(6)}`
  const found = await runPhrasesInThread(
    { config: phraseSet(nested, 'pattern'), conversation: words },
    { signal },
  )
  assert.equal(found.match, true)
})

test('a config that would take for ever ends as failed, and the thread with it', async () => {
  const job = { config: endless, conversation: words }
  await assert.rejects(runPhrasesInThread(job, { signal, timeLimitMs: 300 }), { key: 'operatorFailed' })
})

test('stops with its signal', async () => {
  const stop = new AbortController()
  const job = { config: endless, conversation: words }
  const run = runPhrasesInThread(job, { signal: stop.signal })
  stop.abort(new Error('enough'))
  await assert.rejects(run, /enough/)
})
