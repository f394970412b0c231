// Time and randomness, so that the rules which need them can be tested exactly.

/** Now, and fresh random bytes as hex. */
export interface Clock {
  now(): Date
  /** 32 lower-case hex digits from a cryptographic source. */
  randomHex(): string
}
