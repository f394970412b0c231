// Finds keys of a telephone that were pressed during a call (DTMF, ITU-T Q.23): two tones at once, one of each group,
// that are nearly all there is to hear. Measured by Goertzel's algorithm.
import { SPOOL_RATE_HZ } from '../../domain/audio.ts'

/** 16 ms: neighbouring tones are just told apart, and a tone that is off by 1.5 % still counts. */
const FRAME_SAMPLES = 256
const STEP_SAMPLES = 128
/** Keys sound for at least 40 ms (Q.24); two steps fewer than that are filled by them for sure. */
const LEAST_FRAMES = 4
/** Mean power of the quietest tone that counts, −45 dB of full scale. */
const LEAST_POWER = 32_768 ** 2 * 10 ** -4.5
/** Share of all power that the two tones have together, and each of them at least. */
const BOTH_SHARE = 0.7
const EACH_SHARE = 0.08

const coefficientsOf = (frequencies: number[]) =>
  frequencies.map((hz) => 2 * Math.cos((2 * Math.PI * hz) / SPOOL_RATE_HZ))
const low = coefficientsOf([697, 770, 852, 941])
const high = coefficientsOf([1209, 1336, 1477, 1633])

/** Takes a channel in blocks, in order, and gives the pressed keys at the end. */
export interface KeyToneDetector {
  add(block: Int16Array): void
  /** Where keys sounded, in milliseconds. */
  found(): { startMs: number; endMs: number }[]
}

/** Makes the detector of one channel at the spool rate. */
export function createKeyToneDetector(): KeyToneDetector {
  const frame = new Int16Array(FRAME_SAMPLES)
  const found: { startMs: number; endMs: number }[] = []
  let [filled, frameNumber] = [0, 0]
  let open = { key: -1, first: 0, count: 0 }
  const close = () => {
    if (open.key >= 0 && open.count >= LEAST_FRAMES) {
      const firstSample = open.first * STEP_SAMPLES
      const endSample = firstSample + (open.count - 1) * STEP_SAMPLES + FRAME_SAMPLES
      found.push({ startMs: toMs(firstSample), endMs: toMs(endSample) })
    }
  }
  const look = () => {
    const key = keyIn(frame)
    if (key === open.key) open.count++
    else {
      close()
      open = { key, first: frameNumber, count: 1 }
    }
    frameNumber++
  }
  return {
    add(block) {
      for (let at = 0; at < block.length; ) {
        const taken = block.subarray(at, at + FRAME_SAMPLES - filled)
        frame.set(taken, filled)
        filled += taken.length
        at += taken.length
        if (filled < FRAME_SAMPLES) return
        look()
        frame.copyWithin(0, STEP_SAMPLES)
        filled = FRAME_SAMPLES - STEP_SAMPLES
      }
    },
    found() {
      close()
      open = { key: -1, first: 0, count: 0 }
      return found
    },
  }
}

function toMs(samples: number): number {
  return (samples * 1000) / SPOOL_RATE_HZ
}

/** Number of the key that sounds in `frame`, −1 for none. */
function keyIn(frame: Int16Array): number {
  let energy = 0
  for (let at = 0; at < FRAME_SAMPLES; at++) energy += frame[at]! * frame[at]!
  if (energy < LEAST_POWER * FRAME_SAMPLES) return -1
  const row = strongest(frame, low)
  if (row.power < EACH_SHARE * energy) return -1
  const column = strongest(frame, high)
  if (column.power < EACH_SHARE * energy || row.power + column.power < BOTH_SHARE * energy) return -1
  return row.at * high.length + column.at
}

/** The tone with most energy; `power` is on the scale of a frame's energy. */
function strongest(frame: Int16Array, coefficients: readonly number[]) {
  let best = { at: 0, power: -1 }
  for (const [at, coefficient] of coefficients.entries()) {
    let [one, two] = [0, 0]
    for (let index = 0; index < FRAME_SAMPLES; index++) {
      const next = frame[index]! + coefficient * one - two
      two = one
      one = next
    }
    const power = ((one * one + two * two - coefficient * one * two) * 2) / FRAME_SAMPLES
    if (power > best.power) best = { at, power }
  }
  return best
}
