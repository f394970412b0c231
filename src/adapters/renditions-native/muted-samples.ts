// From times to samples: a sample that a range touches at all belongs to it.
import type { MutedRange } from '../../domain/audio.ts'

/** Floating-point times must not take in a sample by a rounding error. */
const EPSILON = 1e-6

/** Number of the first sample of `range`. */
export function firstMuted({ startMs }: MutedRange, rateHz: number): number {
  return Math.max(0, Math.floor((startMs * rateHz) / 1000 + EPSILON))
}

/** Number of the sample behind the last one of `range`. */
export function mutedEnd({ endMs }: MutedRange, rateHz: number): number {
  return Math.ceil((endMs * rateHz) / 1000 - EPSILON)
}
