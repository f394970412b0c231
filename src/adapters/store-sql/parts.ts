// Parts of long recordings in SQL.
import type { SqlSession } from '../../ports/db.ts'
import type { PartKey, PartStore } from '../../ports/part-store.ts'
import { rowsOf, sqlBuilder } from './sql.ts'

/** The part store on `session`. */
export function createPartStore(session: SqlSession): PartStore {
  return {
    async put(transcript, plan, works) {
      for (const [part, work] of works.entries()) {
        const row = { transcript_sid: transcript, plan, part, work: JSON.stringify(work), heard: null }
        const statement = sqlBuilder.insertInto('transcript_parts').values(row)
        await rowsOf(
          session,
          statement.onConflict((conflict) => conflict.doNothing()),
        )
      }
    },
    async open(key) {
      const statement = sqlBuilder
        .selectFrom('transcript_parts')
        .select('work')
        .where((eb) => eb.and(columnsOf(key)))
        .where('heard', 'is', null)
      return (await rowsOf(session, statement))[0]?.work ?? null
    },
    async keep(key, heard) {
      await rowsOf(
        session,
        sqlBuilder
          .updateTable('transcript_parts')
          .set({ heard: JSON.stringify(heard) })
          .where((eb) => eb.and(columnsOf(key)))
          .where('heard', 'is', null),
      )
    },
    async done(transcript, plan) {
      const statement = sqlBuilder
        .selectFrom('transcript_parts')
        .select('part')
        .where('transcript_sid', '=', transcript)
        .where('plan', '=', plan)
        .where('heard', 'is not', null)
        .orderBy('part')
      return (await rowsOf(session, statement)).map(({ part }) => part)
    },
    async heard(transcript, plan) {
      const statement = sqlBuilder
        .selectFrom('transcript_parts')
        .select('heard')
        .where('transcript_sid', '=', transcript)
        .where('plan', '=', plan)
        .orderBy('part')
      return (await rowsOf(session, statement)).flatMap(({ heard }) => heard ?? [])
    },
    async removeAll(transcript) {
      await rowsOf(
        session,
        sqlBuilder.deleteFrom('transcript_parts').where('transcript_sid', '=', transcript),
      )
    },
  }
}

function columnsOf({ transcriptSid, plan, part }: PartKey) {
  return { transcript_sid: transcriptSid, plan, part }
}
