// The audit log in SQL.
import type { Selectable } from 'kysely'
import type { AuditEntry } from '../../domain/audit-entry.ts'
import type { AuditLog } from '../../ports/audit-log.ts'
import type { SqlSession } from '../../ports/db.ts'
import { mapPage, newestFirst } from './keyset.ts'
import { rowsOf, sqlBuilder } from './sql.ts'
import type { AuditEntryTable } from './tables.ts'

/** The audit log on `session`. */
export function createAuditLog(session: SqlSession): AuditLog {
  return {
    async insert(entries) {
      if (entries.length === 0) return
      await rowsOf(session, sqlBuilder.insertInto('audit_entries').values(entries.map(toRow)))
    },
    async list(account, { transcriptSid, beforeDateCreated, afterDateCreated }, page) {
      let statement = sqlBuilder.selectFrom('audit_entries').selectAll().where('account_sid', '=', account)
      if (transcriptSid !== undefined) statement = statement.where('transcript_sid', '=', transcriptSid)
      if (beforeDateCreated) statement = statement.where('date_created', '<', beforeDateCreated)
      if (afterDateCreated) statement = statement.where('date_created', '>', afterDateCreated)
      return mapPage(await newestFirst(session, statement, page), fromRow)
    },
    async removeOlder(before, limit) {
      const oldest = sqlBuilder
        .selectFrom('audit_entries')
        .select('sid')
        .where('date_created', '<', before)
        .orderBy('date_created')
        .limit(limit)
      const statement = sqlBuilder.deleteFrom('audit_entries').where('sid', 'in', oldest).returning('sid')
      return (await rowsOf(session, statement)).length
    },
  }
}

function toRow(entry: AuditEntry): Selectable<AuditEntryTable> {
  return {
    sid: entry.sid,
    account_sid: entry.accountSid,
    credential_sid: entry.credentialSid,
    address: entry.address,
    transcript_sid: entry.transcriptSid,
    recording_sid: entry.recordingSid,
    operation: entry.operation,
    date_created: entry.dateCreated,
  }
}

function fromRow(row: Selectable<AuditEntryTable>): AuditEntry {
  return {
    sid: row.sid,
    accountSid: row.account_sid,
    credentialSid: row.credential_sid,
    address: row.address,
    transcriptSid: row.transcript_sid,
    recordingSid: row.recording_sid,
    operation: row.operation,
    dateCreated: row.date_created,
  }
}
