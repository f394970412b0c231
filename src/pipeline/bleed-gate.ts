// The other party leaking into a channel is recognised in full, as ghost sentences. This silences, in the
// speech probability of a channel, the frames in which the other channel is clearly the louder speaker.
import type { VoiceActivity } from '../ports/vad.ts'

const LOUDER_DB = 15
const SMOOTH_FRAMES = 3
const SPEECH = 0.5

/** The voice activity of both channels of a stereo call with drowned frames set to probability 0. */
export function gateBleed(channels: readonly [VoiceActivity, VoiceActivity]): [VoiceActivity, VoiceActivity] {
  const power = channels.map((one) => smooth(one.power)) as [Float32Array, Float32Array]
  const ratio = 10 ** (LOUDER_DB / 10)
  const gate = (own: 0 | 1, other: 0 | 1): VoiceActivity => ({
    power: channels[own].power,
    probability: channels[own].probability.map((value, at) => {
      const drowned =
        (channels[other].probability[at] ?? 0) > SPEECH &&
        (power[other][at] ?? 0) > ratio * (power[own][at] ?? 0)
      return drowned ? 0 : value
    }),
  })
  return [gate(0, 1), gate(1, 0)]
}

/** Mean over each frame and three neighbours on both sides. */
function smooth(values: Float32Array): Float32Array {
  const sums = new Float64Array(values.length + 1)
  for (let at = 0; at < values.length; at++) sums[at + 1] = sums[at]! + values[at]!
  const smoothed = new Float32Array(values.length)
  for (let at = 0; at < values.length; at++) {
    const from = Math.max(0, at - SMOOTH_FRAMES)
    const to = Math.min(values.length, at + SMOOTH_FRAMES + 1)
    smoothed[at] = (sums[to]! - sums[from]!) / (to - from)
  }
  return smoothed
}
