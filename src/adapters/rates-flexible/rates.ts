// Counts requests with rate-limiter-flexible: in this process, or in the database for all processes together.
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible'
import type { SqlSession } from '../../ports/db.ts'
import type { RateCounter, RateLimit } from '../../ports/rate-counter.ts'

/** Counts what reaches this process. */
export function createRatesMemory(limit: RateLimit): RateCounter {
  return counting(limit, inMemory(limit))
}

/** Counts in the table `rate_limits` of `db`. A key over its limit is refused without asking the database again until
 * its window ends; while the database does not answer, each process counts alone. Windows go by the clocks of the
 * processes, so these should agree. */
export function createRatesShared(limit: RateLimit, db: SqlSession): RateCounter {
  const storeClient = {
    query: ({ text, values }: { text: string; values?: unknown[] }) => db.query(text, values),
  }
  const limiter = new RateLimiterPostgres({
    storeClient,
    storeType: 'client',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: 'account',
    points: limit.requests,
    duration: limit.seconds,
    inMemoryBlockOnConsumed: limit.requests + 1,
    insuranceLimiter: inMemory(limit),
  })
  return counting(limit, limiter)
}

function inMemory({ requests, seconds }: RateLimit) {
  return new RateLimiterMemory({ points: requests, duration: seconds })
}

function counting(limit: RateLimit, limiter: RateLimiterAbstract): RateCounter {
  return {
    limit,
    async take(key) {
      try {
        return { remaining: (await limiter.consume(key)).remainingPoints, waitMs: 0 }
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        return { remaining: 0, waitMs: Math.max(1, refusal.msBeforeNext) }
      }
    },
  }
}
