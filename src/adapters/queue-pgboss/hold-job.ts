// Whether a claim still stands: a worker that was frozen or cut off may not know yet that another has its job.
import type { SqlSession } from '../../ports/db.ts'
import type { HoldJob } from '../../ports/queue.ts'

/** Looks as part of `session`, and keeps the claim as it is until that ends. */
export function holdJobOn(session: SqlSession): HoldJob {
  return async ({ name, id, attempt }) => {
    const { rows } = await session.query(
      `select from jobs.job where name = $1 and id = $2 and retry_count = $3 and state = 'active' for share`,
      [name, id, attempt - 1],
    )
    return rows.length === 1
  }
}
