// How long and how often something is tried, and how large pieces are.

/** Times in milliseconds, sizes in bytes. */
export interface S3Limits {
  connectMs: number
  /** Without any progress, of what is sent or received; a whole request may take as long as it likes. */
  progressMs: number
  /** The same for copying and completing, where a server may work silently. */
  serverWorkMs: number
  /** Tries in all; those that brought something do not count. */
  attempts: number
  /** Mean pause before the second try; it doubles with each further one. */
  backoffMs: number
  /** Longest pause. */
  longestPauseMs: number
  /** Objects above this size are sent in parts. */
  wholeBytes: number
  /** Size of a part, unless there would be more than `parts`. */
  partBytes: number
  /** Most parts of an object. */
  parts: number
  partsAtOnce: number
  /** Objects above this size are copied in parts of `copyPartBytes`. */
  copyBytes: number
  copyPartBytes: number
}

const MIB = 2 ** 20

/** The limits in force; tests bring others. */
export const defaultLimits: S3Limits = {
  connectMs: 5_000,
  progressMs: 30_000,
  serverWorkMs: 300_000,
  attempts: 4,
  backoffMs: 250,
  longestPauseMs: 10_000,
  wholeBytes: 16 * MIB,
  partBytes: 8 * MIB,
  parts: 10_000,
  partsAtOnce: 2,
  copyBytes: 5 * 1024 * MIB,
  copyPartBytes: 1024 * MIB,
}
