// A voice activity detector that hears what the test says, and voice activity made by hand.
import { VAD_FRAME_SAMPLES, type Vad, type VoiceActivity } from '../ports/vad.ts'

const FRAME_MS = VAD_FRAME_SAMPLES / 16

/** A stretch of speech; `probability` 0.9 and `power` 0.01 unless said otherwise. */
export interface Speech {
  fromMs: number
  toMs: number
  probability?: number
  power?: number
}

/** Voice activity of `lengthMs` with speech where `stretches` say; elsewhere probability and power are 0. */
export function voiceActivity(lengthMs: number, stretches: readonly Speech[]): VoiceActivity {
  const frames = Math.ceil(lengthMs / FRAME_MS)
  const activity = { probability: new Float32Array(frames), power: new Float32Array(frames) }
  for (const { fromMs, toMs, probability = 0.9, power = 0.01 } of stretches) {
    const [from, to] = [Math.round(fromMs / FRAME_MS), Math.round(toMs / FRAME_MS)]
    activity.probability.fill(probability, from, to)
    activity.power.fill(power, from, to)
  }
  return activity
}

/** Hears the given activity in the spool of the same number, channel 1 first. Spools are not read; they are told
 * apart by the last digit in their path. */
export function scriptedVad(channels: readonly VoiceActivity[]): Vad & { calls: string[] } {
  const calls: string[] = []
  return {
    calls,
    async detect({ path }) {
      calls.push(path)
      return channels[Number(/(\d)\D*$/.exec(path)?.[1]) - 1]!
    },
  }
}
