// The tone that stands for sound that was taken out.

/** A whole number, so that the tone repeats itself after a second at any rate. */
const TONE_HZ = 1000
/** A fifth of full scale: heard, and not louder than speech. */
const AMPLITUDE = 0.2

/** Sample number `index` of the tone, within ±1. */
export function tone(index: number, rateHz: number): number {
  return AMPLITUDE * Math.sin((2 * Math.PI * TONE_HZ * (index % rateHz)) / rateHz)
}
