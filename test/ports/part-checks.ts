// What every store of parts and of facts about the installation promises.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { HeardPart, SpeechPart } from '../../src/domain/speech-part.ts'
import { aTranscript } from '../../src/testing/builders.ts'
import type { Check } from './check.ts'
import type { StoreSubject } from './store-subject.ts'

const segment = { channel: 1, firstSample: 0, sampleCount: 512, firstFrame: 0, endFrame: 1, cutAtEnd: false }
const works: SpeechPart[] = [0, 1, 2].map((part) => ({
  ...{ firstSample: part * 1024, sampleCount: 512, segments: [segment] },
  ...{ probability: 'AACAPw==', power: 'AAAAAA==' },
}))
const heardOf = (text: string): HeardPart => ({
  segments: [{ segment, words: [{ text, startMs: 1.25, endMs: 20, confidence: 0.5 }] }],
  unrecognised: [{ channel: 1, startMs: 0, endMs: 32 }],
  warnings: [{ code: 'a', message: 'b' }],
  figures: { segments: 1, emptyFirst: 0, recovered: 0, unrecognised: 1 },
})

async function withParts({ store }: StoreSubject) {
  const { sid } = await aStoredTranscript(store)
  await store.parts.put(sid, 'plan', works)
  return { sid, key: (part: number, plan = 'plan') => ({ transcriptSid: sid, plan, part }) }
}

async function aStoredTranscript(store: StoreSubject['store']) {
  const transcript = aTranscript()
  await store.transcripts.insert(transcript)
  return transcript
}

export const partChecks: Check<StoreSubject>[] = [
  {
    promises: 'a part is open until it was heard, and the first that was heard is kept',
    async run(subject) {
      const { parts } = subject.store
      const { sid, key } = await withParts(subject)
      assert.deepEqual(await parts.open(key(1)), works[1])
      for (const nowhere of [key(3), key(1, 'other')]) assert.equal(await parts.open(nowhere), null)
      assert.deepEqual(await parts.done(sid, 'plan'), [])
      await parts.keep(key(2), heardOf('two'))
      await parts.keep(key(1), heardOf('one'))
      await parts.keep(key(1), heardOf('late'))
      assert.deepEqual([await parts.open(key(1)), await parts.open(key(0))], [null, works[0]])
      assert.deepEqual(await parts.done(sid, 'plan'), [1, 2])
      assert.deepEqual(await parts.heard(sid, 'plan'), [heardOf('one'), heardOf('two')])
    },
  },
  {
    promises: 'a plan that is written again finds what was heard; another plan does not',
    async run(subject) {
      const { parts } = subject.store
      const { sid, key } = await withParts(subject)
      await parts.keep(key(0), heardOf('zero'))
      await parts.put(sid, 'plan', works)
      await parts.put(sid, 'other', works.slice(1))
      assert.deepEqual([await parts.done(sid, 'plan'), await parts.done(sid, 'other')], [[0], []])
      assert.deepEqual(await parts.heard(sid, 'plan'), [heardOf('zero')])
      assert.deepEqual(await parts.open(key(0, 'other')), works[1])
    },
  },
  {
    promises: 'parts are removed with their transcript or by themselves, those of others are not',
    async run(subject) {
      const { parts, transcripts } = subject.store
      const [one, other] = [await withParts(subject), await withParts(subject)]
      await parts.removeAll(one.sid)
      assert.equal(await parts.open(one.key(0)), null)
      const { accountSid } = (await transcripts.load(other.sid))!
      assert.deepEqual(await parts.open(other.key(0)), works[0])
      await transcripts.remove(accountSid, other.sid)
      assert.equal(await parts.open(other.key(0)), null)
    },
  },
  {
    promises: 'the first value of a fact is kept, and everybody gets it',
    async run({ store: { installation } }) {
      const name = randomBytes(8).toString('hex')
      const given = await Promise.all(['a', 'b', 'c'].map((value) => installation.keep(name, value)))
      assert.equal(new Set(given).size, 1)
      assert.equal(await installation.keep(name, 'd'), given[0])
      assert.equal(await installation.keep(`${name} too`, 'd'), 'd')
    },
  },
]
