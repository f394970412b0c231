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

interface QueueSettings {
  retryLimit: number
  deadLetter?: JobName | typeof DEAD_LETTERS
  [setting: string]: number | boolean | string | undefined
}

/** The queues in the order they must be made in: a dead-letter queue before the queue that names it. A crash of
 * the process uses up one try. */
export const queueSettings: readonly (readonly [JobName | typeof DEAD_LETTERS, QueueSettings])[] = [
  [DEAD_LETTERS, { ...common, retryLimit: 0 }],
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
  // Doubling from about 5 s up to 6 h: tries spread over a little more than a day.
  [
    'webhook',
    { ...common, retryLimit: 16, retryDelay: 5, retryDelayMax: 6 * HOUR_S, deadLetter: DEAD_LETTERS },
  ],
  ['media-removal', { ...common, retryLimit: 20, deadLetter: DEAD_LETTERS }],
]
