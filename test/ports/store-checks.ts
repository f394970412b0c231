// What every store of services, transcripts and sentences promises, and the list of all promises of a store.
import assert from 'node:assert/strict'
import { parseChannel } from '../../src/domain/channel.ts'
import type { RedactedSentence } from '../../src/domain/sentence.ts'
import { sidFrom } from '../../src/domain/sid.ts'
import type { Transcript } from '../../src/domain/transcript.ts'
import type { Store } from '../../src/ports/unit-of-work.ts'
import { anAccount, anOperator, aSentence, aService, aTranscript } from '../../src/testing/builders.ts'
import { accountChecks } from './account-checks.ts'
import { ageChecks } from './age-checks.ts'
import type { Check } from './check.ts'
import { documentChecks, resultChecks } from './content-checks.ts'
import { customerChecks, mediaKeyChecks } from './customer-checks.ts'
import { attachmentChecks, operatorChecks } from './operator-checks.ts'
import { partChecks } from './part-checks.ts'
import { redactionChecks } from './redaction-checks.ts'
import { deliveryChecks, publicKeyChecks, recordingChecks } from './resource-checks.ts'
import { searchChecks } from './search-checks.ts'
import { sessionChecks } from './session-checks.ts'
import { assertList, conflict, firstPage, type StoreSubject, walk } from './store-subject.ts'

export const serviceChecks: Check<StoreSubject>[] = [
  {
    promises: 'a service is read back as it was written, by sid and by name',
    async run({ store }) {
      const service = aService({ friendlyName: 'Näme', webhookUrl: 'https://example.com/?a=b#rc=1' })
      await store.services.insert(service)
      assert.deepEqual(await store.services.find(service.accountSid, service.sid), service)
      assert.deepEqual(await store.services.find(service.accountSid, service.uniqueName), service)
    },
  },
  {
    promises: "another account's service does not exist",
    async run({ store }) {
      const service = aService()
      await store.services.insert(service)
      const stranger = anAccount()
      assert.equal(await store.services.find(stranger, service.sid), null)
      assert.equal(await store.services.remove(stranger, service.sid), false)
      assert.equal(await store.services.update({ ...service, accountSid: stranger, version: 2 }), false)
      assert.deepEqual((await store.services.list(stranger, firstPage(9))).items, [])
    },
  },
  {
    promises: 'a unique name is taken once per account, on insert and on update',
    async run({ store }) {
      const [first, second] = [aService(), aService()]
      const rival = { ...second, accountSid: first.accountSid }
      await store.services.insert(first)
      await assert.rejects(store.services.insert({ ...rival, uniqueName: first.uniqueName }), conflict)
      await store.services.insert(rival)
      const renamed = { ...rival, uniqueName: first.uniqueName, version: 2 }
      await assert.rejects(store.services.update(renamed), conflict)
      await store.services.insert(aService({ uniqueName: first.uniqueName }))
    },
  },
  {
    promises: 'of two updates from the same version one succeeds',
    async run({ store }) {
      const service = aService()
      await store.services.insert(service)
      const change = (friendlyName: string) => store.services.update({ ...service, friendlyName, version: 2 })
      const outcomes = await Promise.all([change('a'), change('b')])
      assert.deepEqual(outcomes.sort(), [false, true])
    },
  },
  {
    promises: 'a walk over pages sees every row once, newest first, while rows come and go',
    async run({ store }) {
      const accountSid = anAccount()
      const sameTime = new Date(1_700_000_000_123)
      const rows = Array.from({ length: 25 }, (_, i) =>
        aService({ accountSid, dateCreated: i < 10 ? sameTime : new Date(sameTime.getTime() + i) }),
      )
      for (const row of rows) await store.services.insert(row)
      const seen: string[] = []
      let page = await store.services.list(accountSid, firstPage(4))
      for (;;) {
        seen.push(...page.items.map(({ sid }) => sid))
        if (!page.next) break
        await store.services.remove(accountSid, page.items.at(-1)!.sid)
        await store.services.insert(aService({ accountSid }))
        page = await store.services.list(accountSid, { limit: 4, cursor: page.next })
      }
      const expected = [...rows].sort(
        (a, b) => b.dateCreated.getTime() - a.dateCreated.getTime() || (a.sid < b.sid ? 1 : -1),
      )
      assert.deepEqual(
        seen,
        expected.map(({ sid }) => sid),
      )
    },
  },
  {
    promises: 'the page before the second page is the first',
    async run({ store }) {
      const accountSid = anAccount()
      for (let i = 0; i < 7; i++) {
        await store.services.insert(aService({ accountSid, dateCreated: new Date(1_700_000_000_000 + i) }))
      }
      const first = await store.services.list(accountSid, firstPage(3))
      const second = await store.services.list(accountSid, { limit: 3, cursor: first.next })
      const back = await store.services.list(accountSid, { limit: 3, cursor: second.previous })
      assert.equal(first.previous, null)
      assert.deepEqual(back.items, first.items)
      assert.equal(back.previous, null)
    },
  },
]

const attachedOperator = (friendlyName: string): Transcript['operators'][number] => {
  const { sid, operatorType, config } = anOperator()
  return { sid, friendlyName, operatorType, config }
}
const sourceSid = sidFrom('recording', 'ab'.repeat(16))
const channel = { ...aTranscript().channel, mediaUrl: null, sourceSid }

export const transcriptChecks: Check<StoreSubject>[] = [
  {
    promises: 'a transcript is read back as it was written',
    async run({ store }) {
      const transcript = aTranscript({
        customerKey: 'schlüssel 🔑',
        mediaStartTime: new Date('2026-01-02T03:04:05.678Z'),
        media: { key: 'k', bytes: 5_000_000_000, sha256: 'ab', contentType: null },
        redactedMedia: { key: 'r', bytes: 7, sha256: 'cd', contentType: 'audio/wav' },
        operators: [attachedOperator('Ä'), { ...attachedOperator('B'), config: null }],
        redaction: true,
        mediaRedaction: true,
        encryptionCredentialSid: sidFrom('publicKey', 'cd'.repeat(16)),
      })
      await store.transcripts.insert(transcript)
      assert.deepEqual(await store.transcripts.find(transcript.accountSid, transcript.sid), transcript)
      assert.deepEqual(await store.transcripts.load(transcript.sid), transcript)
      assert.equal(await store.transcripts.find(anAccount(), transcript.sid), null)
    },
  },
  {
    promises: 'a recording has one live transcript per service',
    async run({ store }) {
      const first = aTranscript({ channel })
      const again = () => aTranscript({ channel, accountSid: first.accountSid, serviceSid: first.serviceSid })
      await store.transcripts.insert(first)
      await assert.rejects(store.transcripts.insert(again()), conflict)
      await store.transcripts.insert(aTranscript({ channel, accountSid: first.accountSid }))
      await store.transcripts.advance(first.sid, { status: 'failed' })
      await store.transcripts.insert(again())
    },
  },
  {
    promises: 'a second transcript of a recording can be told instead of thrown, and the transaction goes on',
    async run({ store, unitOfWork }) {
      const first = aTranscript({ channel })
      const { accountSid, serviceSid } = first
      const again = () => aTranscript({ channel, accountSid, serviceSid })
      const [refused, taken] = [again(), aTranscript({ channel, accountSid })]
      const told = await unitOfWork(async ({ transcripts }) => [
        await transcripts.insertUnlessLive(first),
        await transcripts.insertUnlessLive(refused),
        await transcripts.insertUnlessLive(taken),
      ])
      assert.deepEqual(told, [true, false, true])
      assert.deepEqual(await store.transcripts.load(first.sid), first)
      assert.equal(await store.transcripts.load(refused.sid), null)
      assert.deepEqual(await store.transcripts.load(taken.sid), taken)
      await store.transcripts.advance(first.sid, { status: 'failed' })
      assert.equal(await store.transcripts.insertUnlessLive(again()), true)
      assert.equal(await store.transcripts.insertUnlessLive(again()), false)
    },
  },
  {
    promises: 'filters select by service, status, language, source and exclusive dates',
    async run({ store }) {
      const accountSid = anAccount()
      const at = (second: number) => new Date(1_700_000_000_000 + second * 1000)
      const rows = [0, 1, 2].map((i) =>
        aTranscript({
          accountSid,
          dateCreated: at(i),
          mediaStartTime: i === 0 ? null : at(i),
          languageCode: i === 0 ? 'es-MX' : 'en-US',
        }),
      )
      for (const row of rows) await store.transcripts.insert(row)
      await store.transcripts.advance(rows[1]!.sid, { status: 'in-progress' })
      const found = async (filter: Parameters<Store['transcripts']['list']>[1]) =>
        (await store.transcripts.list(accountSid, filter, firstPage(9))).items.map(({ sid }) =>
          rows.findIndex((row) => row.sid === sid),
        )
      assert.deepEqual(await found({}), [2, 1, 0])
      assert.deepEqual(await found({ serviceSid: rows[1]!.serviceSid }), [1])
      assert.deepEqual(await found({ status: 'in-progress' }), [1])
      assert.deepEqual(await found({ languageCode: 'EN' }), [2, 1])
      assert.deepEqual(await found({ languageCode: 'es-mx' }), [0])
      assert.deepEqual(await found({ afterDateCreated: at(0), beforeDateCreated: at(2) }), [1])
      assert.deepEqual(await found({ afterStartTime: at(1) }), [2])
      assert.deepEqual(await found({ beforeStartTime: at(9) }), [2, 1])
      assert.deepEqual(await found({ sourceSid: 'REnone' }), [])
    },
  },
  {
    promises: 'a text finds what a person remembers of a call, and names only where they may count',
    async run({ store }) {
      const accountSid = anAccount()
      const service = aService({ accountSid, friendlyName: 'Night Desk', uniqueName: 'desk_2' })
      await store.services.insert(service)
      const named = parseChannel(
        '{"media_properties": {"media_url": "https://a.example/"}, "participants": [{"channel_participant": 2, "full_name": "Ann Lee", "user_id": "u%7"}]}',
      )
      const rows = [
        aTranscript({ accountSid, channel: named, customerKey: 'Case 1' }),
        aTranscript({ accountSid, channel: named, customerKey: 'case 2', redaction: true }),
        aTranscript({ accountSid, serviceSid: service.sid }),
      ]
      for (const row of rows) await store.transcripts.insert(row)
      await store.transcripts.insert(aTranscript({ customerKey: 'case of others' }))
      const found = async (wanted: string, namesIn: 'all' | 'unredacted' | 'none' = 'all') => {
        const { items } = await store.transcripts.list(
          accountSid,
          { text: { wanted, namesIn } },
          firstPage(9),
        )
        return items.map(({ sid }) => rows.findIndex((row) => row.sid === sid)).sort()
      }
      assert.deepEqual(await found('CASE'), [0, 1])
      assert.deepEqual(await found('ann l'), [0, 1])
      assert.deepEqual(await found('ann l', 'unredacted'), [0])
      assert.deepEqual(await found('ann l', 'none'), [])
      assert.deepEqual(await found('U%'), [0, 1])
      assert.deepEqual(await found('%'), [0, 1])
      assert.deepEqual(await found('night', 'none'), [2])
      assert.deepEqual(await found('k_'), [2])
      assert.deepEqual(await found(rows[1]!.sid.slice(0, 12), 'none'), [1])
      assert.deepEqual(await found(rows[1]!.sid.slice(1)), [])
    },
  },
  {
    promises: 'an advance changes what its patch names and nothing else',
    async run({ store }) {
      const transcript = aTranscript({ channel, operators: [attachedOperator('A')] })
      await store.transcripts.insert(transcript)
      const described = parseChannel(
        '{"media_properties": {"media_url": "https://a.example/"}, "participants": [{"channel_participant": 2, "full_name": "Ann"}]}',
      )
      const patches: Partial<Transcript>[] = [
        { channel: { ...channel, callSid: sidFrom('call', 'ef'.repeat(16)) } },
        { channel: { ...described, mediaUrl: null, sourceSid } },
        { mediaStartTime: new Date('2026-01-02T03:04:05.678Z') },
        { media: { key: 'k', bytes: 1, sha256: 'ab', contentType: null } },
        { redactedMedia: { key: 'r', bytes: 2, sha256: 'cd', contentType: 'audio/wav' } },
        { durationS: 7, transcribed: true },
        { diagnostics: { ...transcript.diagnostics, attempts: 3, stageMs: { fetch: 1, encrypt: 2 } } },
        { status: 'in-progress' },
      ]
      let expected: Transcript = transcript
      for (const patch of patches) {
        assert.equal(await store.transcripts.advance(transcript.sid, patch), true)
        const { dateUpdated, ...stored } = (await store.transcripts.load(transcript.sid))!
        expected = { ...expected, ...patch }
        assert.deepEqual({ ...stored, dateUpdated: expected.dateUpdated }, expected)
        assert.ok(dateUpdated >= transcript.dateUpdated)
      }
    },
  },
  {
    promises: 'a final or deleted transcript does not advance',
    async run({ store }) {
      const [done, gone] = [aTranscript(), aTranscript()]
      await store.transcripts.insert(done)
      await store.transcripts.insert(gone)
      assert.equal(await store.transcripts.advance(done.sid, { status: 'completed', durationS: 7 }), true)
      assert.equal(await store.transcripts.advance(done.sid, { status: 'failed' }), false)
      assert.equal((await store.transcripts.load(done.sid))?.status, 'completed')
      assert.equal((await store.transcripts.load(done.sid))?.durationS, 7)
      await store.transcripts.remove(gone.accountSid, gone.sid)
      assert.equal(await store.transcripts.advance(gone.sid, { status: 'in-progress' }), false)
    },
  },
  {
    promises: 'runs are numbered, and one that another has followed changes nothing any more',
    async run({ store }) {
      const [transcript, other, done] = [aTranscript(), aTranscript(), aTranscript({ status: 'completed' })]
      for (const one of [transcript, other, done]) await store.transcripts.insert(one)
      const { begin, advance, load } = store.transcripts
      assert.equal(await begin(transcript.sid, { status: 'in-progress' }), 1)
      assert.equal((await load(transcript.sid))?.status, 'in-progress')
      assert.equal(await advance(transcript.sid, { durationS: 1 }, 1), true)
      assert.equal(await begin(transcript.sid, { durationS: 2 }), 2)
      assert.equal(await advance(transcript.sid, { durationS: 3 }, 1), false)
      assert.equal((await load(transcript.sid))?.durationS, 2)
      assert.equal(await advance(transcript.sid, { durationS: 4 }, 2), true)
      assert.equal(await begin(other.sid, {}), 1)
      assert.equal(await begin(done.sid, { status: 'in-progress' }), null)
      assert.equal((await load(done.sid))?.status, 'completed')
      assert.equal(await begin(aTranscript().sid, {}), null)
    },
  },
  {
    promises: 'a completed transcript, and no other, can be held, and takes new diagnostics and nothing else',
    async run({ store, unitOfWork }) {
      const [done, failed] = [aTranscript({ status: 'completed' }), aTranscript({ status: 'failed' })]
      for (const one of [done, failed]) await store.transcripts.insert(one)
      const operatorSid = sidFrom('operator', 'ab'.repeat(16))
      const operators = [{ operatorSid, name: 'A', engine: 'llm', model: 'm', rung: null } as const]
      const diagnostics = {
        ...done.diagnostics,
        operators,
        warnings: [{ code: 'c', message: 'm', operatorSid }],
      }
      await unitOfWork(async ({ transcripts }) => {
        assert.deepEqual(await transcripts.holdCompleted(done.sid), done)
        assert.equal(await transcripts.noteCompleted(done.sid, diagnostics), true)
        assert.equal(await transcripts.holdCompleted(failed.sid), null)
        assert.equal(await transcripts.noteCompleted(failed.sid, diagnostics), false)
      })
      const { dateUpdated } = (await store.transcripts.load(done.sid))!
      assert.ok(dateUpdated >= done.dateUpdated)
      assert.deepEqual(await store.transcripts.load(done.sid), { ...done, diagnostics, dateUpdated })
      assert.deepEqual(await store.transcripts.load(failed.sid), failed)
      await store.transcripts.remove(done.accountSid, done.sid)
      assert.equal(await store.transcripts.noteCompleted(done.sid, diagnostics), false)
    },
  },
]

export const sentenceChecks: Check<StoreSubject>[] = [
  {
    promises: 'sentences come back in order, over pages, and are replaced as a whole',
    async run({ store, unitOfWork }) {
      const transcript = aTranscript()
      await store.transcripts.insert(transcript)
      const write = (count: number) => {
        const sentences = Array.from({ length: count }, (_, index) => aSentence(index))
        return unitOfWork(async (unit) => {
          await unit.sentences.replace(transcript.sid, sentences)
          return sentences
        })
      }
      await write(5)
      const written = await write(2345)
      const read = await walk((page) => store.sentences.list(transcript.sid, page), 1000)
      assert.equal(read.length, written.length)
      assert.deepEqual(read, written)
    },
  },
  {
    promises: 'sentences keep their redacted forms and voices, and are paged both ways',
    async run({ store, unitOfWork }) {
      const transcript = aTranscript()
      await store.transcripts.insert(transcript)
      const redacted: RedactedSentence = {
        text: '[Name] ünd [PhoneNumber]',
        words: [{ text: '[Name]', startMs: 0.5, endMs: 400 }],
        spans: [
          { start: 0, end: 3, type: 'NAME' },
          { start: 8, end: 12, type: 'PHONE' },
        ],
      }
      const sentences = [0, 1, 2, 3, 4].map((index) =>
        aSentence(index, {
          redacted: index % 2 ? redacted : null,
          startMs: index + 0.25,
          ...(index > 1 && { speaker: index }),
        }),
      )
      await unitOfWork((unit) => unit.sentences.replace(transcript.sid, sentences))
      await assertList((page) => store.sentences.list(transcript.sid, page), sentences)
    },
  },
  {
    promises: 'deleting a transcript deletes its sentences',
    async run({ store, unitOfWork }) {
      const transcript = aTranscript()
      await store.transcripts.insert(transcript)
      await unitOfWork((unit) => unit.sentences.replace(transcript.sid, [aSentence(0)]))
      assert.equal(
        (await store.transcripts.remove(transcript.accountSid, transcript.sid))?.sid,
        transcript.sid,
      )
      assert.equal(await store.transcripts.remove(transcript.accountSid, transcript.sid), null)
      assert.deepEqual((await store.sentences.list(transcript.sid, firstPage(9))).items, [])
    },
  },
  {
    promises: 'what a rejected unit of work wrote is gone',
    async run({ store, unitOfWork }) {
      const transcript = aTranscript()
      const work = unitOfWork(async (unit) => {
        await unit.transcripts.insert(transcript)
        throw new Error('changed my mind')
      })
      await assert.rejects(work, /changed my mind/)
      assert.equal(await store.transcripts.load(transcript.sid), null)
    },
  },
  {
    promises: 'units of work that run side by side do not see or undo each other',
    async run({ store, unitOfWork }) {
      const rows = Array.from({ length: 20 }, () => aTranscript())
      const outcomes = await Promise.allSettled(
        rows.map((row, i) =>
          unitOfWork(async (unit) => {
            await unit.transcripts.insert(row)
            await unit.transcripts.load(row.sid)
            if (i % 2) throw new Error('odd')
          }),
        ),
      )
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 10)
      for (const [i, row] of rows.entries()) {
        assert.equal((await store.transcripts.load(row.sid)) !== null, i % 2 === 0)
      }
    },
  },
]

/** Everything a store promises, whatever is in it already. */
export const storeChecks: Check<StoreSubject>[] = [
  ...serviceChecks,
  ...transcriptChecks,
  ...sentenceChecks,
  ...searchChecks,
  ...accountChecks,
  ...sessionChecks,
  ...publicKeyChecks,
  ...recordingChecks,
  ...deliveryChecks,
  ...operatorChecks,
  ...attachmentChecks,
  ...resultChecks,
  ...documentChecks,
  ...mediaKeyChecks,
  ...customerChecks,
  ...redactionChecks,
  ...ageChecks,
  ...partChecks,
]
