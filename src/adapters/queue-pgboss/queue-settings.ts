// How each kind of job lives: tries, waits between them, leases. Stored in the database by pg-boss and brought
// up to date at every start.
import type { JobName } from '../../ports/queue.ts'

const HOUR_S = 3600

/** Where jobs end whose tries are used up and that nobody takes further. */
const DEAD_LETTERS = 'dead'

const common = {
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 600,
  heartbeatSeconds: 30,
  expireInSeconds: 300,
  // A job that waits longer is deleted by pg-boss; its transcript would stay queued for ever.
  retentionSeconds: 90 * 24 * HOUR_S,
}

/** Waits before the tries of a webhook after the first (contract section 11). */
const WEBHOOK_WAITS_S = [5, 30, 120, 600, HOUR_S, 6 * HOUR_S, 24 * HOUR_S]

/** Mean waits in seconds before each try after the first, for jobs that have a timetable of their own. */
export const waitsS: Partial<Record<JobName, readonly number[]>> = { webhook: WEBHOOK_WAITS_S }

interface QueueSettings {
  retryLimit: number
  deadLetter?: JobName | typeof DEAD_LETTERS
  [setting: string]: number | boolean | string | null | undefined
}

/** Counts the changes of these settings: the servers of an older version leave those of a newer one as they are. */
export const SETTINGS = 1

/** The queues in the order they must be made in: a dead-letter queue before the queue that names it. A crash of
 * the process uses up one try. */
export const queueSettings: readonly (readonly [JobName | typeof DEAD_LETTERS, QueueSettings])[] = [
  [DEAD_LETTERS, { ...common, retryLimit: 0 }],
  ['abandoned', { ...common, retryLimit: 20, deadLetter: DEAD_LETTERS }],
  ['transcript-abandoned', { ...common, retryLimit: 20, deadLetter: DEAD_LETTERS }],
  [
    'transcript',
    {
      ...common,
      retryLimit: 8,
      deadLetter: 'transcript-abandoned',
      // The longest recording allowed, on a slow machine; pg-boss would fail a job at 15 minutes by default.
      expireInSeconds: 12 * HOUR_S,
    },
  ],
  // What is not heard in the end is heard by whoever waits for it.
  ['part', { ...common, retryLimit: 3, deadLetter: DEAD_LETTERS, expireInSeconds: HOUR_S }],
  // As long as a transcript: a slow language model may be asked about each part of a long call.
  ['operators', { ...common, retryLimit: 8, deadLetter: 'abandoned', expireInSeconds: 12 * HOUR_S }],
  [
    'webhook',
    {
      ...common,
      retryLimit: WEBHOOK_WAITS_S.length,
      retryBackoff: false,
      retryDelayMax: null,
      deadLetter: 'abandoned',
    },
  ],
  // A bucket may be away for days; what was deleted must go all the same. A week of tries.
  ['media-removal', { ...common, retryLimit: 1000, deadLetter: 'abandoned' }],
  ['account-removal', { ...common, retryLimit: 1000, deadLetter: 'abandoned', expireInSeconds: HOUR_S }],
]
