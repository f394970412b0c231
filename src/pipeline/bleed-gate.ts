// The other party leaking into a channel is recognised in full, as ghost sentences. Where channels leak, this silences,
// in the speech probability of a channel, the frames that hold no more than what leaks into it.
import type { VoiceActivity } from '../ports/vad.ts'
import type { ChannelLeak, Leaks } from './channel-leak.ts'

/** The other party is taken for the only one where it is so much louder. */
const LOUDER_DB = 15
/** Where more than that leaks, what is silenced is at most this much above the leak: then a voice of the channel's own
 * would be the softer part of the sound. */
const MARGIN_DB = 3
const SMOOTH_FRAMES = 3
const SPEECH = 0.5
/** Around its speech (320 ms) the other party may be at a consonant that is not taken for speech, but is in its echo. */
const NEAR_FRAMES = 10

/** The voice activity of both channels of a stereo call with drowned frames set to probability 0. A channel that nothing
 * leaks into keeps all: two who speak at once may be of very different loudness. */
export function gateBleed(
  channels: readonly [VoiceActivity, VoiceActivity],
  [intoFirst, intoSecond]: Leaks,
): [VoiceActivity, VoiceActivity] {
  const [first, second] = channels
  return [gate(first, second, intoFirst), gate(second, first, intoSecond)]
}

function gate(own: VoiceActivity, other: VoiceActivity, leak: ChannelLeak | null): VoiceActivity {
  if (!leak) return own
  const [ownPower, otherPower] = [smooth(own.power), smooth(other.power)]
  const speaks = nearSpeech(other.probability)
  const ratio = 10 ** (Math.min(LOUDER_DB, leak.softerDb - MARGIN_DB) / 10)
  const probability = own.probability.map((value, at) => {
    const before = at - leak.lagFrames
    const drowned = speaks[before] === 1 && otherPower[before]! > ratio * ownPower[at]!
    return drowned ? 0 : value
  })
  return { power: own.power, probability }
}

/** 1 in frames of speech and near it. */
function nearSpeech(probability: Float32Array): Uint8Array {
  const near = new Uint8Array(probability.length)
  for (let at = 0; at < near.length; at++) {
    if (probability[at]! > SPEECH) near.fill(1, Math.max(0, at - NEAR_FRAMES), at + NEAR_FRAMES + 1)
  }
  return near
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
