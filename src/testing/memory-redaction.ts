// The part of the memory store that shows what redaction did, and who looked behind it.
import type { AuditLog } from '../ports/audit-log.ts'
import type { RedactionReportStore } from '../ports/redaction-report-store.ts'
import type { Store } from '../ports/unit-of-work.ts'
import { type Access, newestFirst } from './memory-tables.ts'

/** These stores behind `access`, which copies what goes out. */
export function createMemoryRedaction(access: Access): Pick<Store, 'redactionReports' | 'auditLog'> {
  return { redactionReports: reportStore(access), auditLog: auditLog(access) }
}

function reportStore(access: Access): RedactionReportStore {
  return {
    replace: (transcript, report) =>
      access(({ reports }) => void reports.set(transcript, structuredClone(report))),
    find: (transcript) => access(({ reports }) => reports.get(transcript) ?? null),
  }
}

function auditLog(access: Access): AuditLog {
  return {
    insert: (entries) =>
      access(({ audit }) => {
        for (const entry of entries) audit.set(entry.sid, structuredClone(entry))
      }),
    list: (account, { transcriptSid, beforeDateCreated, afterDateCreated }, page) =>
      access(({ audit }) => {
        const wanted = [...audit.values()].filter(
          (entry) =>
            entry.accountSid === account &&
            (transcriptSid === undefined || entry.transcriptSid === transcriptSid) &&
            (!beforeDateCreated || entry.dateCreated < beforeDateCreated) &&
            (!afterDateCreated || entry.dateCreated > afterDateCreated),
        )
        return newestFirst(wanted, page)
      }),
    removeOlder: (before, limit) =>
      access(({ audit }) => {
        const old = [...audit.values()].filter(({ dateCreated }) => dateCreated < before).slice(0, limit)
        for (const { sid } of old) audit.delete(sid)
        return old.length
      }),
  }
}
