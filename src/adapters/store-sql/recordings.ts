// Recordings in SQL.
import type { Insertable, Selectable } from 'kysely'
import type { Recording } from '../../domain/recording.ts'
import type { Sid } from '../../domain/sid.ts'
import type { SqlSession } from '../../ports/db.ts'
import type { RecordingStore } from '../../ports/recording-store.ts'
import { mapPage, newestFirst } from './keyset.ts'
import { oldestFirst } from './oldest-first.ts'
import { rowsOf, sqlBuilder } from './sql.ts'
import type { RecordingTable } from './tables.ts'

/** The recording store on `session`. */
export function createRecordingStore(session: SqlSession): RecordingStore {
  const recordings = sqlBuilder.selectFrom('recordings').selectAll()
  return {
    async insert(recording) {
      await rowsOf(session, sqlBuilder.insertInto('recordings').values(toRow(recording)))
    },
    async find(account, sid) {
      const statement = recordings.where('account_sid', '=', account).where('sid', '=', sid)
      const [row] = await rowsOf(session, statement)
      return row ? fromRow(row) : null
    },
    async list(account, filter, page) {
      let statement = recordings.where('account_sid', '=', account)
      if (filter.callSid) statement = statement.where('call_sid', '=', filter.callSid as Sid<'call'>)
      if (filter.beforeDateCreated) statement = statement.where('date_created', '<', filter.beforeDateCreated)
      if (filter.afterDateCreated) statement = statement.where('date_created', '>', filter.afterDateCreated)
      return mapPage(await newestFirst(session, statement, page), fromRow)
    },
    listOlder: (query) => oldestFirst(session, 'recordings', query),
    async remove(account, sid) {
      const statement = sqlBuilder
        .deleteFrom('recordings')
        .where('account_sid', '=', account)
        .where('sid', '=', sid)
        .returningAll()
      const [row] = await rowsOf(session, statement)
      return row ? fromRow(row) : null
    },
  }
}

function toRow(recording: Recording): Insertable<RecordingTable> {
  return {
    sid: recording.sid,
    account_sid: recording.accountSid,
    call_sid: recording.callSid,
    channels: recording.channels,
    duration_ms: recording.durationMs,
    media: JSON.stringify(recording.media),
    start_time: recording.startTime,
    date_created: recording.dateCreated,
    date_updated: recording.dateUpdated,
  }
}

function fromRow(row: Selectable<RecordingTable>): Recording {
  return {
    sid: row.sid,
    accountSid: row.account_sid,
    callSid: row.call_sid,
    channels: row.channels,
    durationMs: row.duration_ms,
    media: row.media,
    startTime: row.start_time,
    dateCreated: row.date_created,
    dateUpdated: row.date_updated,
  }
}
