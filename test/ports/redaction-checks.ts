// What every store of redaction reports and of the audit log promises.
import assert from 'node:assert/strict'
import type { AuditEntry } from '../../src/domain/audit-entry.ts'
import type { RedactionReport } from '../../src/domain/redaction-report.ts'
import { sidFrom } from '../../src/domain/sid.ts'
import { anAuditEntry, aStoredAccount, aTranscript } from '../../src/testing/builders.ts'
import type { Check } from './check.ts'
import { assertList, at, firstPage, type StoreSubject } from './store-subject.ts'

const report: RedactionReport = {
  ...{ recogniser: 'a', redactor: 'b', rules: 'c' },
  entities: [{ type: 'NAME', channel: 2, startMs: 1.5, endMs: 2000, confidence: 0.875 }],
  media: {
    ...{ durationMs: 9600, channelCount: 2, filler: 'tone', unreadRanges: 1, keyTones: 2 },
    muted: [{ channel: 1, startMs: 0, endMs: 1.25 }],
  },
  recheck: null,
}

/** Older than anything that other checks leave behind. */
const longAgo = (ms: number) => new Date(900_000_000_000 + ms)

async function storeEntries({ store }: StoreSubject, rows: Partial<AuditEntry>[]): Promise<AuditEntry[]> {
  const account = aStoredAccount()
  await store.accounts.insert(account)
  const entries = rows.map((row) => anAuditEntry({ accountSid: account.sid, ...row }))
  await store.auditLog.insert(entries)
  return entries
}

export const redactionChecks: Check<StoreSubject>[] = [
  {
    promises: 'a report is read back as it was written, replaced as a whole, and goes with its transcript',
    async run({ store }) {
      const [one, other] = [aTranscript(), aTranscript()]
      for (const transcript of [one, other]) await store.transcripts.insert(transcript)
      assert.equal(await store.redactionReports.find(one.sid), null)
      await store.redactionReports.replace(one.sid, { ...report, media: null })
      await store.redactionReports.replace(other.sid, report)
      assert.deepEqual(await store.redactionReports.find(one.sid), { ...report, media: null })
      const checked = { ...report, recheck: { rounds: 2, mutedAgain: 1, left: [] } }
      await store.redactionReports.replace(one.sid, checked)
      assert.deepEqual(await store.redactionReports.find(one.sid), checked)
      await store.transcripts.remove(one.accountSid, one.sid)
      assert.equal(await store.redactionReports.find(one.sid), null)
      assert.deepEqual(await store.redactionReports.find(other.sid), report)
    },
  },
  {
    promises: 'the audit log lists its entries newest first, by account, transcript and exclusive dates',
    async run(subject) {
      const { auditLog } = subject.store
      const transcriptSid = sidFrom('transcript', 'ab'.repeat(16))
      const rows = await storeEntries(subject, [
        { dateCreated: at(0), transcriptSid },
        { dateCreated: at(1), transcriptSid: null, recordingSid: sidFrom('recording', 'cd'.repeat(16)) },
        { dateCreated: at(2), transcriptSid, address: '::1' },
      ])
      const [first, second, third] = rows as [AuditEntry, AuditEntry, AuditEntry]
      await storeEntries(subject, [{ transcriptSid }])
      const { accountSid } = first
      await assertList((page) => auditLog.list(accountSid, {}, page), [third, second, first])
      await assertList((page) => auditLog.list(accountSid, { transcriptSid }, page), [third, first])
      const between = { afterDateCreated: at(0), beforeDateCreated: at(2) }
      await assertList((page) => auditLog.list(accountSid, between, page), [second])
      await auditLog.insert([])
    },
  },
  {
    promises: 'entries of the audit log outlive their transcript, and are removed by age in steps',
    async run(subject) {
      const { auditLog, transcripts } = subject.store
      const transcript = aTranscript()
      await transcripts.insert(transcript)
      const rows = await storeEntries(
        subject,
        [0, 1, 2, 3].map((ms) => ({ dateCreated: longAgo(ms), transcriptSid: transcript.sid })),
      )
      await transcripts.remove(transcript.accountSid, transcript.sid)
      const left = async () => (await auditLog.list(rows[0]!.accountSid, {}, firstPage(9))).items.length
      assert.equal(await left(), 4)
      assert.equal(await auditLog.removeOlder(longAgo(3), 2), 2)
      assert.equal(await left(), 2)
      assert.equal(await auditLog.removeOlder(longAgo(3), 2), 1)
      assert.equal(await auditLog.removeOlder(longAgo(3), 2), 0)
      assert.equal(await left(), 1)
      assert.equal(await auditLog.removeOlder(longAgo(4), 2), 1)
    },
  },
]
