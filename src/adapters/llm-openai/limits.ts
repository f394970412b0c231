// How long and how often the adapter tries (language.md section 12).

/** Limits of the adapter. Times are milliseconds. */
export interface LlmLimits {
  /** One HTTP exchange, its body included. */
  attemptMs: number
  /** One question with all its attempts and pauses; waiting for a free slot does not count. */
  totalMs: number
  /** Attempts after the first one; a hang costs two of them. */
  retries: number
  /** Mean of the first pause. */
  backoffMs: number
  /** Questions under way at once. */
  concurrent: number
  /** How long nothing is asked after a hang. */
  hungPauseMs: number
  /** Largest answer that is read. */
  maxBytes: number
}

/** What holds in production. */
export const standardLimits: LlmLimits = {
  attemptMs: 60_000,
  totalMs: 180_000,
  retries: 2,
  backoffMs: 500,
  concurrent: 2,
  hungPauseMs: 60_000,
  maxBytes: 8 * 2 ** 20,
}
