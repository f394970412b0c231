// Tells whether the parties of a stereo call are heard on each other's channel, however softly: then the loudness of
// the quiet channel follows that of the loud one.
import type { VoiceActivity } from '../ports/vad.ts'

const SPEECH = 0.5
/** Only frames count in which the speaker is this much louder than the other channel, in tens of dB. */
const LOUDER = 1
/** Fewer frames say nothing (2 s). */
const LEAST_FRAMES = 62
/** Longest way of the sound from one channel to the other, in frames (320 ms). */
const LONGEST_LAG = 10
/** Correlation of loudness from which on it is a leak. */
const LEAK = 0.5
/** One step of a 16-bit sample: nothing is quieter. */
const FLOOR = 1e-9

/** How the other party is heard on a channel: so many frames later, and so much softer. */
export interface ChannelLeak {
  lagFrames: number
  softerDb: number
}

/** What leaks into the first channel, and what into the second; null: nothing. */
export type Leaks = [intoFirst: ChannelLeak | null, intoSecond: ChannelLeak | null]

/** True when either channel leaks into the other. A call in mono has nothing to leak into. */
export function channelsLeak(activity: readonly VoiceActivity[]): boolean {
  const [first, second] = activity
  return first !== undefined && second !== undefined && findLeaks([first, second]).some(Boolean)
}

/** What leaks between the two channels of a call. */
export function findLeaks([first, second]: readonly [VoiceActivity, VoiceActivity]): Leaks {
  const loudnesses = [loudness(first), loudness(second)] as const
  return [
    findLeak(second.probability, loudnesses[1], loudnesses[0]),
    findLeak(first.probability, loudnesses[0], loudnesses[1]),
  ]
}

/** At the delay at which the loudness of `quiet` follows that of `loud` best while that one speaks; null where it follows
 * it badly, or there is too little to go by. Single passes, since a call may have a million frames. */
function findLeak(speech: Float32Array, loud: Float64Array, quiet: Float64Array): ChannelLeak | null {
  let best = LEAK
  let leak: ChannelLeak | null = null
  for (let lag = 0; lag <= LONGEST_LAG; lag++) {
    const sums = { count: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 }
    const end = Math.min(loud.length, quiet.length - lag)
    for (let at = 0; at < end; at++) {
      const [x, y] = [loud[at]!, quiet[at + lag]!]
      if (speech[at]! < SPEECH || x - y < LOUDER) continue
      sums.count++
      sums.x += x
      sums.y += y
      sums.xx += x * x
      sums.yy += y * y
      sums.xy += x * y
    }
    if (sums.count < LEAST_FRAMES) continue
    const found = correlation(sums)
    if (found < best) continue
    best = found
    leak = { lagFrames: lag, softerDb: (10 * (sums.x - sums.y)) / sums.count }
  }
  return leak
}

/** Tens of dB. */
function loudness({ power }: VoiceActivity): Float64Array {
  return Float64Array.from(power, (value) => Math.log10(Math.max(value, FLOOR)))
}

function correlation({ count, x, y, xx, yy, xy }: Record<'count' | 'x' | 'y' | 'xx' | 'yy' | 'xy', number>) {
  const spread = (xx - (x * x) / count) * (yy - (y * y) / count)
  return spread > FLOOR ? (xy - (x * y) / count) / Math.sqrt(spread) : 0
}
