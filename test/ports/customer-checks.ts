// What every store promises about keys of media, and about erasing customers.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { sidFrom } from '../../src/domain/sid.ts'
import type { Transcript } from '../../src/domain/transcript.ts'
import type { MediaKey, MediaScope } from '../../src/ports/media-key-store.ts'
import {
  aDelivery,
  anAccount,
  aRecording,
  aResult,
  aSentence,
  aStoredAccount,
  aTranscript,
} from '../../src/testing/builders.ts'
import type { Check } from './check.ts'
import { firstPage, type StoreSubject } from './store-subject.ts'

const aKey = (): MediaKey => ({ id: randomBytes(16).toString('hex'), sealed: randomBytes(9).toString('hex') })

/** Stores an account with one transcript, and tells the scopes of its media. */
async function withScopes({ store }: StoreSubject, customerKey = 'Kündin 🔑') {
  const account = aStoredAccount()
  await store.accounts.insert(account)
  const accountSid = account.sid
  const transcript = aTranscript({ accountSid, customerKey })
  await store.transcripts.insert(transcript)
  const [ofCustomer, ofNobody]: [MediaScope, MediaScope] = [
    { accountSid, customerKey },
    { accountSid, customerKey: null },
  ]
  return { transcript, ofCustomer, ofNobody }
}

export const mediaKeyChecks: Check<StoreSubject>[] = [
  {
    promises: 'a scope keeps the first key it was given, and no other scope has it',
    async run(subject) {
      const { mediaKeys } = subject.store
      const { ofCustomer, ofNobody } = await withScopes(subject)
      const [first, second, third] = [aKey(), aKey(), aKey()]
      assert.deepEqual(await mediaKeys.obtain(ofCustomer, first), first)
      assert.deepEqual(await mediaKeys.obtain(ofCustomer, second), first)
      assert.deepEqual(await mediaKeys.obtain(ofNobody, second), second)
      assert.deepEqual(await mediaKeys.obtain(ofNobody, third), second)
      assert.deepEqual(await mediaKeys.find(first.id), first)
      assert.equal(await mediaKeys.find(third.id), null)
      const other = await withScopes(subject)
      assert.deepEqual(await mediaKeys.obtain(other.ofCustomer, third), third)
    },
  },
  {
    promises: 'of several keys for one scope at once one is kept, and all get that one',
    async run(subject) {
      const { ofCustomer, ofNobody } = await withScopes(subject)
      for (const scope of [ofCustomer, ofNobody]) {
        const rivals = Array.from({ length: 6 }, aKey)
        const got = await Promise.all(rivals.map((one) => subject.store.mediaKeys.obtain(scope, one)))
        assert.equal(new Set(got.map((one) => one?.id)).size, 1)
        const kept = rivals.filter(({ id }) => id === got[0]?.id)
        assert.deepEqual(kept, [got[0]])
      }
    },
  },
  {
    promises: 'a removed key is gone, those of other scopes stay',
    async run(subject) {
      const { mediaKeys } = subject.store
      const { ofCustomer, ofNobody } = await withScopes(subject)
      const [first, second] = [aKey(), aKey()]
      await mediaKeys.obtain(ofCustomer, first)
      await mediaKeys.obtain(ofNobody, second)
      assert.equal(await mediaKeys.remove({ ...ofCustomer, customerKey: 'another' }), false)
      assert.equal(await mediaKeys.remove({ ...ofCustomer, accountSid: anAccount() }), false)
      assert.equal(await mediaKeys.remove(ofCustomer), true)
      assert.equal(await mediaKeys.remove(ofCustomer), false)
      assert.equal(await mediaKeys.find(first.id), null)
      assert.deepEqual(await mediaKeys.find(second.id), second)
      assert.equal(await mediaKeys.remove(ofNobody), true)
      assert.equal(await mediaKeys.find(second.id), null)
    },
  },
  {
    promises: 'no key is made for a customer of whom no transcript is stored; one that is there is given',
    async run(subject) {
      const { mediaKeys, transcripts } = subject.store
      const { ofCustomer, transcript } = await withScopes(subject)
      const [first, second] = [aKey(), aKey()]
      assert.equal(await mediaKeys.obtain({ ...ofCustomer, customerKey: 'another' }, first), null)
      await mediaKeys.obtain(ofCustomer, first)
      await transcripts.remove(transcript.accountSid, transcript.sid)
      assert.deepEqual(await mediaKeys.obtain(ofCustomer, second), first)
      await mediaKeys.remove(ofCustomer)
      assert.equal(await mediaKeys.obtain(ofCustomer, second), null)
      assert.equal(await mediaKeys.find(second.id), null)
    },
  },
  {
    promises: 'a key that is made while its customer is erased does not outlive the erasure',
    async run(subject) {
      const { ofCustomer } = await withScopes(subject)
      const fresh = aKey()
      const { accountSid, customerKey } = ofCustomer
      let obtained: Promise<MediaKey | null> | undefined
      await subject.unitOfWork(async ({ customers, mediaKeys }) => {
        await customers.removeTranscripts(accountSid, customerKey!, 9)
        await mediaKeys.remove(ofCustomer)
        obtained = subject.store.mediaKeys.obtain(ofCustomer, fresh)
        await mediaKeys.find(fresh.id)
      })
      assert.equal(await obtained, null)
      assert.equal(await subject.store.mediaKeys.find(fresh.id), null)
    },
  },
]

const erase = (subject: StoreSubject, { accountSid, customerKey }: MediaScope, limit = 9) =>
  subject.unitOfWork(({ customers }) => customers.removeTranscripts(accountSid, customerKey!, limit))

export const customerChecks: Check<StoreSubject>[] = [
  {
    promises: "a customer's transcripts go in steps with all that hangs on them, those of others stay",
    async run(subject) {
      const { store, unitOfWork } = subject
      const { ofCustomer, transcript } = await withScopes(subject)
      const { accountSid, customerKey } = ofCustomer
      const rows = [
        transcript,
        aTranscript({ accountSid, customerKey, status: 'in-progress' }),
        aTranscript({ accountSid, customerKey, status: 'completed' }),
      ]
      const others = [
        aTranscript({ accountSid }),
        aTranscript({ accountSid, customerKey: `${customerKey}x` }),
        aTranscript({ customerKey }),
      ]
      for (const row of [...rows.slice(1), ...others]) await store.transcripts.insert(row)
      const result = aResult(0)
      for (const { sid, accountSid } of [...rows, ...others]) {
        await unitOfWork((unit) => unit.sentences.replace(sid, [aSentence(0)]))
        await unitOfWork((unit) => unit.operatorResults.replace(sid, [result]))
        await store.deliveries.insert(aDelivery({ accountSid, transcriptSid: sid }))
      }
      const steps = []
      const underWay = []
      for (let step = 0; step < 3; step++) {
        const erased = await erase(subject, ofCustomer, 2)
        steps.push(erased.transcripts)
        underWay.push(...erased.underWay)
      }
      assert.deepEqual(underWay, [rows[1]!.sid])
      assert.deepEqual(
        steps.map(({ length }) => length),
        [2, 1, 0],
      )
      assert.deepEqual(steps.flat().sort(), rows.map(({ sid }) => sid).sort())
      const left = async ({ sid, accountSid }: Transcript) => {
        const attempts = (await store.deliveries.list(accountSid, {}, firstPage(99))).items
        return [
          (await store.transcripts.load(sid)) !== null,
          (await store.sentences.list(sid, firstPage(9))).items.length,
          (await store.operatorResults.list(sid, firstPage(9))).items.length,
          attempts.filter(({ transcriptSid }) => transcriptSid === sid).length,
        ]
      }
      for (const row of rows) assert.deepEqual(await left(row), [false, 0, 0, 0])
      for (const row of others) assert.deepEqual(await left(row), [true, 1, 1, 1])
    },
  },
  {
    promises: 'recordings go that were transcribed for the customer alone',
    async run(subject) {
      const { store } = subject
      const { ofCustomer } = await withScopes(subject)
      const { accountSid, customerKey } = ofCustomer
      const [alone, shared, unused, foreign] = [{}, {}, {}, { accountSid: anAccount() }].map((over) =>
        aRecording({ accountSid, ...over }),
      ) as [ReturnType<typeof aRecording>, ...ReturnType<typeof aRecording>[]]
      const of = (recording: ReturnType<typeof aRecording>, over: Partial<Transcript>) =>
        aTranscript({
          accountSid,
          channel: { ...aTranscript().channel, mediaUrl: null, sourceSid: recording.sid },
          ...over,
        })
      for (const one of [alone, shared!, unused!, foreign!]) await store.recordings.insert(one)
      const rows = [
        of(alone, { customerKey }),
        of(alone, { customerKey }),
        of(shared!, { customerKey }),
        of(shared!, { customerKey: null }),
        of(foreign!, { customerKey }),
      ]
      for (const row of rows) await store.transcripts.insert(row)
      const steps = []
      for (let step = 0; step < 6; step++) steps.push((await erase(subject, ofCustomer, 1)).recordings)
      assert.deepEqual(steps.flat(), [alone.sid])
      assert.equal(await store.recordings.find(accountSid, alone.sid), null)
      for (const one of [shared!, unused!, foreign!]) {
        assert.deepEqual(await store.recordings.find(one.accountSid, one.sid), one)
      }
      const nobody = { accountSid, customerKey: sidFrom('call', 'ab'.repeat(16)) }
      assert.deepEqual(await erase(subject, nobody), { transcripts: [], underWay: [], recordings: [] })
    },
  },
]
