// Makes the tables, indexes and queues of jobs, one process at a time.
import { setTimeout as delay } from 'node:timers/promises'
import type { PgBoss } from 'pg-boss'
import type { Db } from '../../ports/db.ts'
import { transcriptIndex } from './forget-jobs.ts'
import { areSettingsOurs, areTablesUsable, noteVersions } from './mixed-versions.ts'
import { queueSettings } from './queue-settings.ts'
import { turnIndexes } from './turns.ts'

const AGAIN_MS = 50

/** Starts pg-boss on `db`, which makes its tables or brings them up to date, and makes our queues.
 * @throws Error when the tables were written by a newer version that needs newer code */
export async function prepare(boss: PgBoss, db: Db): Promise<void> {
  await alone(db, async () => {
    // Refuses tables that need newer code, before pg-boss touches them.
    await areTablesUsable(db)
    await boss.start()
    for (const index of [...turnIndexes, transcriptIndex]) await db.query(index)
    const ours = await areSettingsOurs(db)
    for (const [name, settings] of queueSettings) {
      await boss.createQueue(name, settings)
      if (ours) await boss.updateQueue(name, settings)
    }
    await noteVersions(db)
  })
}

/** Does `work` while no other process does: `if not exists` is no protection against another one that makes the same
 * thing just now. The lock is on a connection of its own, so that it ends with the process. */
async function alone(db: Db, work: () => Promise<void>) {
  if (db.exclusive) return work()
  const session = await db.connect()
  try {
    // Not pg_advisory_lock: a statement that waits is one that `create index concurrently` of the other would wait for.
    while (!(await takeLock(session))) await delay(AGAIN_MS)
    await work()
  } finally {
    // Not back into the pool: the lock ends with it.
    session.release(true)
  }
}

async function takeLock(session: Pick<Db, 'query'>): Promise<boolean> {
  const { rows } = await session.query<{ taken: boolean }>(
    `select pg_try_advisory_lock(hashtext('verbatim queues')) as taken`,
  )
  return rows[0]!.taken
}
