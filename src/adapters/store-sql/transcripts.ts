// Transcripts in SQL.
import { fault } from '../../domain/errors.ts'
import type { SqlSession } from '../../ports/db.ts'
import type { TranscriptPatch, TranscriptStore } from '../../ports/transcript-store.ts'
import { mapPage, newestFirst } from './keyset.ts'
import { oldestFirst } from './oldest-first.ts'
import { isDuplicate, rowsOf, sqlBuilder } from './sql.ts'
import { matches } from './transcript-filter.ts'
import { fromRow, toRow } from './transcript-row.ts'

/** The Transcript store on `session`. */
export function createTranscriptStore(session: SqlSession): TranscriptStore {
  return {
    async insert(transcript) {
      try {
        await rowsOf(session, sqlBuilder.insertInto('transcripts').values(toRow(transcript)))
      } catch (cause) {
        if (!isDuplicate(cause)) throw cause
        throw fault('conflict', 'This service already has a transcript of that recording', { cause })
      }
    },
    async insertUnlessLive(transcript) {
      const statement = sqlBuilder
        .insertInto('transcripts')
        .values(toRow(transcript))
        .onConflict((conflict) => conflict.doNothing())
        .returning('sid')
      return (await rowsOf(session, statement)).length === 1
    },
    async find(account, sid) {
      const statement = sqlBuilder
        .selectFrom('transcripts')
        .selectAll()
        .where('account_sid', '=', account)
        .where('sid', '=', sid)
      const [row] = await rowsOf(session, statement)
      return row ? fromRow(row) : null
    },
    async list(account, filter, page) {
      const statement = sqlBuilder
        .selectFrom('transcripts')
        .selectAll()
        .where('account_sid', '=', account)
        .where((eb) => eb.and(matches(eb, filter)))
      return mapPage(await newestFirst(session, statement, page), fromRow)
    },
    listOlder: (query) => oldestFirst(session, 'transcripts', query),
    async remove(account, sid) {
      const statement = sqlBuilder
        .deleteFrom('transcripts')
        .where('account_sid', '=', account)
        .where('sid', '=', sid)
        .returningAll()
      const [row] = await rowsOf(session, statement)
      return row ? fromRow(row) : null
    },
    async load(sid) {
      const statement = sqlBuilder.selectFrom('transcripts').selectAll().where('sid', '=', sid)
      const [row] = await rowsOf(session, statement)
      return row ? fromRow(row) : null
    },
    ...createProgressOf(session),
  }
}

/** What changes in a Transcript that is worked on, or was completed. */
function createProgressOf(
  session: SqlSession,
): Pick<TranscriptStore, 'begin' | 'advance' | 'holdCompleted' | 'noteCompleted'> {
  return {
    async begin(sid, patch) {
      const statement = sqlBuilder
        .updateTable('transcripts')
        .set((eb) => ({ ...patchColumns(patch), run: eb('run', '+', 1), date_updated: new Date() }))
        .where('sid', '=', sid)
        .where('status', 'in', ['queued', 'in-progress'])
        .returning('run')
      return (await rowsOf(session, statement))[0]?.run ?? null
    },
    async advance(sid, patch, run) {
      const statement = sqlBuilder
        .updateTable('transcripts')
        .set({ ...patchColumns(patch), date_updated: new Date() })
        .where('sid', '=', sid)
        .where('status', 'in', ['queued', 'in-progress'])
        .$if(run !== undefined, (update) => update.where('run', '=', run!))
        .returning('sid')
      return (await rowsOf(session, statement)).length === 1
    },
    async holdCompleted(sid) {
      const statement = sqlBuilder
        .selectFrom('transcripts')
        .selectAll()
        .where('sid', '=', sid)
        .where('status', '=', 'completed')
        .forUpdate()
      const [row] = await rowsOf(session, statement)
      return row ? fromRow(row) : null
    },
    async noteCompleted(sid, diagnostics) {
      const statement = sqlBuilder
        .updateTable('transcripts')
        .set({ ...patchColumns({ diagnostics }), date_updated: new Date() })
        .where('sid', '=', sid)
        .where('status', '=', 'completed')
        .returning('sid')
      return (await rowsOf(session, statement)).length === 1
    },
  }
}

function patchColumns(patch: TranscriptPatch) {
  return {
    ...(patch.status !== undefined && { status: patch.status }),
    ...(patch.durationS !== undefined && { duration_s: patch.durationS }),
    ...(patch.transcribed !== undefined && { transcribed: patch.transcribed }),
    ...(patch.mediaStartTime !== undefined && { media_start_time: patch.mediaStartTime }),
    ...(patch.media !== undefined && { media: JSON.stringify(patch.media) }),
    ...(patch.redactedMedia !== undefined && { redacted_media: JSON.stringify(patch.redactedMedia) }),
    ...(patch.channel !== undefined && { channel: JSON.stringify(patch.channel) }),
    ...(patch.diagnostics !== undefined && { diagnostics: JSON.stringify(patch.diagnostics) }),
  }
}
