// What every store of public keys, recordings and webhook deliveries promises.
import assert from 'node:assert/strict'
import { sidFrom } from '../../src/domain/sid.ts'
import type { WebhookDelivery } from '../../src/domain/webhook-delivery.ts'
import type { RecordingFilter } from '../../src/ports/recording-store.ts'
import { aDelivery, anAccount, aPublicKey, aRecording, aTranscript } from '../../src/testing/builders.ts'
import type { Check } from './check.ts'
import { assertList, at, firstPage, type StoreSubject } from './store-subject.ts'

export const publicKeyChecks: Check<StoreSubject>[] = [
  {
    promises: 'a public key is read back as it was written, renamed and removed, by its account alone',
    async run({ store: { publicKeys } }) {
      const key = aPublicKey({
        friendlyName: 'Schlüssel',
        pem: `-----BEGIN\n${'x'.repeat(900)}\n`,
        dateCreated: at(0),
      })
      await publicKeys.insert(key)
      assert.deepEqual(await publicKeys.find(key.accountSid, key.sid), key)
      const stranger = anAccount()
      assert.equal(await publicKeys.find(stranger, key.sid), null)
      assert.equal(await publicKeys.rename({ ...key, accountSid: stranger, friendlyName: 'mine' }), false)
      assert.equal(await publicKeys.remove(stranger, key.sid), false)
      const renamed = { ...key, friendlyName: '', dateUpdated: at(9) }
      assert.equal(await publicKeys.rename({ ...renamed }), true)
      assert.deepEqual(await publicKeys.find(key.accountSid, key.sid), renamed)
      assert.equal(await publicKeys.remove(key.accountSid, key.sid), true)
      assert.equal(await publicKeys.find(key.accountSid, key.sid), null)
      assert.equal(await publicKeys.remove(key.accountSid, key.sid), false)
      assert.equal(await publicKeys.rename(renamed), false)
    },
  },
  {
    promises: 'public keys of an account are listed newest first over pages',
    async run({ store: { publicKeys } }) {
      const accountSid = anAccount()
      const rows = [0, 1, 2, 3, 4].map((i) => aPublicKey({ accountSid, dateCreated: at(i) }))
      for (const row of [...rows, aPublicKey({ dateCreated: at(2) })]) await publicKeys.insert(row)
      await assertList((page) => publicKeys.list(accountSid, page), rows.reverse())
    },
  },
]

const callSid = sidFrom('call', 'ca'.repeat(16))

export const recordingChecks: Check<StoreSubject>[] = [
  {
    promises: 'a recording is read back as it was written, by its account alone; removing it returns the row',
    async run({ store: { recordings } }) {
      const media = { key: 'k', bytes: 5_000_000_000, sha256: 'ab', contentType: null }
      const recording = aRecording({
        callSid,
        channels: 1,
        durationMs: 28_799_999.5,
        media,
        startTime: at(-9),
      })
      await recordings.insert(recording)
      const { accountSid, sid } = recording
      assert.deepEqual(await recordings.find(accountSid, sid), recording)
      assert.equal(await recordings.find(anAccount(), sid), null)
      assert.equal(await recordings.remove(anAccount(), sid), null)
      assert.deepEqual(await recordings.remove(accountSid, sid), recording)
      assert.equal(await recordings.find(accountSid, sid), null)
      assert.equal(await recordings.remove(accountSid, sid), null)
    },
  },
  {
    promises: 'recordings are filtered by call and exclusive dates, newest first over pages',
    async run({ store: { recordings } }) {
      const accountSid = anAccount()
      const rows = [0, 1, 2, 3].map((i) =>
        aRecording({ accountSid, dateCreated: at(i), ...(i % 2 === 1 && { callSid }) }),
      )
      for (const row of [...rows, aRecording({ callSid })]) await recordings.insert(row)
      const expect = (filter: RecordingFilter, expected: number[]) =>
        assertList(
          (page) => recordings.list(accountSid, filter, page),
          expected.map((i) => rows[i]!),
        )
      await expect({}, [3, 2, 1, 0])
      await expect({ callSid }, [3, 1])
      await expect({ callSid: sidFrom('call', 'cb'.repeat(16)) }, [])
      await expect({ afterDateCreated: at(0) }, [3, 2, 1])
      await expect({ beforeDateCreated: at(2) }, [1, 0])
      await expect({ afterDateCreated: at(0), beforeDateCreated: at(3), callSid }, [1])
    },
  },
]

/** Attempts about a transcript of its own, which is stored. */
async function storeDeliveries(
  { store }: StoreSubject,
  attempts: readonly Partial<WebhookDelivery>[],
  accountSid = anAccount(),
): Promise<WebhookDelivery[]> {
  const { sid: transcriptSid } = aTranscript()
  await store.transcripts.insert(aTranscript({ sid: transcriptSid, accountSid }))
  const rows = attempts.map((over) => aDelivery({ accountSid, transcriptSid, ...over }))
  for (const row of rows) assert.equal(await store.deliveries.insert(row), true)
  return rows
}

export const deliveryChecks: Check<StoreSubject>[] = [
  {
    promises: 'attempts of webhooks are listed as they were written, newest first, by their account alone',
    async run(subject) {
      const { deliveries } = subject.store
      const rows = await storeDeliveries(subject, [
        { dateCreated: at(0), status: 500, code: 95200, attempt: 1 },
        { dateCreated: at(1), status: null, code: 95201, attempt: 2 },
        { dateCreated: at(2), status: 204, code: null, attempt: 3, method: 'GET' },
      ])
      await storeDeliveries(subject, [{}])
      const { accountSid } = rows[0]!
      await assertList((page) => deliveries.list(accountSid, {}, page), rows.toReversed())
      for (const row of rows) assert.deepEqual(await deliveries.find(accountSid, row.sid), row)
      assert.deepEqual((await deliveries.list(anAccount(), {}, firstPage(9))).items, [])
      const { transcriptSid } = rows[0]!
      const [other] = await storeDeliveries(subject, [{ dateCreated: at(3) }], accountSid)
      await assertList((page) => deliveries.list(accountSid, { transcriptSid }, page), rows.toReversed())
      const { transcriptSid: otherSid } = other!
      await assertList((page) => deliveries.list(accountSid, { transcriptSid: otherSid }, page), [other!])
      assert.equal(await deliveries.find(anAccount(), rows[0]!.sid), null)
      assert.equal(await deliveries.find(accountSid, aDelivery().sid), null)
    },
  },
  {
    promises: 'deleting a transcript deletes its attempts, and none is written after that',
    async run(subject) {
      const { deliveries, transcripts } = subject.store
      const [[kept], [first, second]] = [
        await storeDeliveries(subject, [{}]),
        await storeDeliveries(subject, [{ attempt: 1 }, { attempt: 2 }]),
      ]
      const { accountSid, transcriptSid } = first!
      await transcripts.remove(accountSid, transcriptSid)
      for (const { sid } of [first!, second!]) assert.equal(await deliveries.find(accountSid, sid), null)
      assert.equal(await deliveries.insert(aDelivery({ accountSid, transcriptSid })), false)
      assert.deepEqual((await deliveries.list(accountSid, {}, firstPage(9))).items, [])
      assert.deepEqual(await deliveries.find(kept!.accountSid, kept!.sid), kept)
    },
  },
  {
    promises: 'an attempt that is written while its transcript is deleted does not stay',
    async run(subject) {
      const { store, unitOfWork } = subject
      for (let round = 0; round < 10; round++) {
        const [{ accountSid, transcriptSid }] = (await storeDeliveries(subject, [{}])) as [WebhookDelivery]
        const writing = [1, 2, 3].map((attempt) =>
          unitOfWork((unit) => unit.deliveries.insert(aDelivery({ accountSid, transcriptSid, attempt }))),
        )
        await Promise.all([
          ...writing,
          unitOfWork((unit) => unit.transcripts.remove(accountSid, transcriptSid)),
        ])
        assert.deepEqual((await store.deliveries.list(accountSid, {}, firstPage(9))).items, [])
      }
    },
  },
]
