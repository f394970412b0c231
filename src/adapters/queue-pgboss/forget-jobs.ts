// Jobs that go before pg-boss's own time for it, which is days after their end: their data names what was deleted.
import type { Db, SqlSession } from '../../ports/db.ts'
import type { ForgetJobs, JobName, TakeBackRemoval } from '../../ports/queue.ts'

/** For finding all jobs of a transcript. */
export const transcriptIndex = `create index if not exists job_transcript on jobs.job ((data ->> 'transcriptSid'))`

/** Removes the jobs of transcripts as part of `session`. A worker that holds one finds its claim gone with the next
 * heartbeat; what it reports of it then changes nothing. */
export function forgetJobsOn(session: SqlSession): ForgetJobs {
  return async (transcripts) => {
    const statement = `delete from jobs.job where data ->> 'transcriptSid' = any($1::text[])`
    await session.query(statement, [transcripts])
  }
}

/** Takes back one removal as part of `session`. One that is due but in nobody's hands can still be taken back: the row
 * is locked until the transaction ends, and nobody claims a row that is locked. */
export function takeBackRemovalOn(session: SqlSession): TakeBackRemoval {
  return async (prefix) => {
    const { rows } = await session.query<{ id: string }>(
      `delete from jobs.job where name = 'media-removal' and id = (
        select id from jobs.job
        where name = 'media-removal' and state = 'created' and start_after > created_on and data ->> 'prefix' = $1
        limit 1 for update skip locked
      ) returning id`,
      [prefix],
    )
    return rows.length === 1
  }
}

/** Removes a job that was done. */
export async function forgetDone(db: Db, name: JobName, id: string): Promise<void> {
  await db.query('delete from jobs.job where name = $1 and id = $2', [name, id])
}
