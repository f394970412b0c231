// How long a download may take, step by step. Byte limits come with each request.
import type { PaceLimits } from './pace.ts'

/** Time limits in milliseconds, and the pace that a body must keep. */
export interface FetchLimits extends PaceLimits {
  /** Resolving, connecting and the TLS handshake. Applies to webhooks as well. */
  connectMs: number
  /** From the request to the end of the response's header. */
  headersMs: number
  /** Between two pieces of the body. */
  idleMs: number
  /** Everything, waiting between attempts included. */
  totalMs: number
  /** Mean wait before the second attempt; it doubles with each further one. */
  backoffMs: number
}

/** The limits in force (speech-and-media section 7); tests bring shorter ones. */
export const defaultLimits: FetchLimits = {
  connectMs: 5_000,
  headersMs: 10_000,
  idleMs: 15_000,
  totalMs: 600_000,
  // 4 KiB/s: half of what one channel of telephone speech takes.
  paceMs: 30_000,
  paceBytes: 30 * 4096,
  backoffMs: 1_000,
}
