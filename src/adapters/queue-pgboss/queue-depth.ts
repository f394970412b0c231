// How many jobs wait, and for how long: what monitoring asks, over and over, of a table with a million finished jobs.
import type { Db } from '../../ports/db.ts'
import type { Sample } from '../../ports/telemetry.ts'
import { queueSettings } from './queue-settings.ts'

/** Several gauges and several scrapers share one reading. */
const KEEP_MS = 5000

interface Depth {
  queue: string
  state: 'waiting' | 'retry' | 'active'
  jobs: number
  /** Age in seconds of the oldest that could be claimed; null when none could. */
  oldestS: number | null
}

/** Reads both gauges of the queue. */
export interface QueueFigures {
  jobs(): Promise<Sample<'queueJobs'>[]>
  oldestDue(): Promise<Sample<'queueOldestDue'>[]>
}

/** Makes the readers. A reading is good for some seconds; while one is under way there is no second. */
export function queueFigures(db: Db): QueueFigures {
  let reading: Promise<Depth[]> | null = null
  const depths = () => {
    reading ??= readDepths(db).then(
      (found) => {
        setTimeout(() => {
          reading = null
        }, KEEP_MS).unref()
        return found
      },
      (error) => {
        reading = null
        throw error
      },
    )
    return reading
  }
  return {
    jobs: async () =>
      (await depths()).map(({ queue, state, jobs }) => ({ labels: { queue, state }, value: jobs })),
    oldestDue: async () =>
      (await depths())
        .filter(({ state }) => state !== 'active')
        .map(({ queue, state, oldestS }) => ({ labels: { queue, state }, value: oldestS ?? 0 })),
  }
}

const states = { created: 'waiting', retry: 'retry', active: 'active' } as const

/** Finished jobs are never looked at: each half is answered from an index over the others alone. That over active jobs
 * holds those with a group, which all have that were enqueued. */
export const depthQuery = `
  select name, state::text, count(*)::int as jobs,
    extract(epoch from now() - min(start_after) filter (where start_after <= now()))::float8 as "oldestS"
  from jobs.job where state < 'active' group by name, state
  union all
  select name, state::text, count(*)::int, null from jobs.job where state = 'active' and group_id is not null group by name, state`

async function readDepths(db: Db): Promise<Depth[]> {
  type Row = { name: string; state: keyof typeof states; jobs: number; oldestS: number | null }
  const { rows } = await db.query<Row>(depthQuery)
  return queueSettings.flatMap(([queue]) =>
    (['created', 'retry', 'active'] as const).map((state) => {
      const row = rows.find((one) => one.name === queue && one.state === state)
      return { queue, state: states[state], jobs: row?.jobs ?? 0, oldestS: row?.oldestS ?? null }
    }),
  )
}
