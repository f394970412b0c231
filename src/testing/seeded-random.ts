// A repeatable source of random test data, so that a property that fails once fails again.

/** Draws values; two sources of the same seed draw the same ones. */
export interface RandomSource {
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number
  /** `digits` lower-case hex digits. */
  hex(digits: number): string
  /** One of `choices`. */
  pick<T>(choices: readonly T[]): T
}

/** Makes a source (mulberry32, a 32-bit generator). */
export function seededRandom(seed: number): RandomSource {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    integer,
    hex: (digits) => Array.from({ length: digits }, () => integer(0, 15).toString(16)).join(''),
    pick: (choices) => choices[integer(0, choices.length - 1)]!,
  }
}
