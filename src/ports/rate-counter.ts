// Counts requests against a limit.

/** How many requests in how many seconds. */
export interface RateLimit {
  requests: number
  seconds: number
}

/** What is left after a request: `waitMs` is 0 when it may be served, else the time until the next one may. */
export interface RateLeft {
  remaining: number
  waitMs: number
}

/** Counts by key, in windows of the limit's length. */
export interface RateCounter {
  readonly limit: RateLimit
  take(key: string): Promise<RateLeft>
}
