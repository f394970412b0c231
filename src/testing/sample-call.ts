// The committed sample call as tests use it: its reference, its decoded channels, and places in its audio.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDecoder } from '../adapters/decoder-native/decoder.ts'
import { type AudioSlice, type DecodedAudio, SPOOL_RATE_HZ, type Spool } from '../domain/audio.ts'
import { readSlice } from './spools.ts'

/** What one party says without a break. The first word begins at `startMs`, the last one ends at `endMs`. */
export interface Turn {
  channel: number
  startMs: number
  endMs: number
  text: string
}

const fixtures = new URL('../../test/fixtures/', import.meta.url)

/** The recording: 59 s, stereo, 8 kHz mu-law. */
export const sampleCallPath = fileURLToPath(new URL('sample-call.wav', fixtures))

/** Who says what, in order of time. */
export const sampleTurns: readonly Turn[] = JSON.parse(
  readFileSync(new URL('sample-call.json', fixtures), 'utf8'),
).turns

/** Decodes the recording into spools in `folder`. */
export async function decodeSampleCall(folder: string): Promise<DecodedAudio> {
  const decoder = createDecoder()
  try {
    return await decoder.decode({ path: sampleCallPath, spoolDir: folder, maxSeconds: 60 })
  } finally {
    await decoder.close()
  }
}

/** Both parties of a decoded call on one channel, as a spool in `folder`. */
export function mixToMono({ channels }: Pick<DecodedAudio, 'channels'>, folder: string): Spool {
  const [one, other] = channels.map(({ path, sampleCount }) =>
    readSlice({ path, firstSample: 0, sampleCount }),
  )
  // Nobody shouts: the sum stays within full scale.
  const mix = Int16Array.from(one!, (value, at) => Math.round((value + other![at]!) * 32_767))
  const path = join(folder, 'mono.pcm')
  writeFileSync(path, mix)
  return { path, sampleCount: mix.length }
}

/** The audio of `turn` with `padMs` on both sides. */
export function sliceOf(audio: DecodedAudio, turn: Turn, padMs = 0): AudioSlice {
  const sample = (ms: number) => Math.round((ms / 1000) * SPOOL_RATE_HZ)
  const { path, sampleCount } = audio.channels[turn.channel - 1]!
  const firstSample = Math.max(0, sample(turn.startMs - padMs))
  const endSample = Math.min(sampleCount, sample(turn.endMs + padMs))
  return { path, firstSample, sampleCount: endSample - firstSample }
}

const STEP_MS = 10
const QUIET = 0.01
const PAUSE_STEPS = 20

/** Where sound begins after a pause of at least 200 ms, in milliseconds from the start of `slice`: there, and
 * where the slice begins, a word must begin. */
export function onsetsMs(slice: AudioSlice): number[] {
  const samples = readSlice(slice)
  const step = (STEP_MS * SPOOL_RATE_HZ) / 1000
  const onsets: number[] = []
  let quietSteps = PAUSE_STEPS
  for (let at = 0; at + step <= samples.length; at += step) {
    const power = samples.subarray(at, at + step).reduce((sum, value) => sum + value * value, 0) / step
    const quiet = Math.sqrt(power) < QUIET
    if (!quiet && quietSteps >= PAUSE_STEPS) onsets.push((at / step) * STEP_MS)
    quietSteps = quiet ? quietSteps + 1 : 0
  }
  return onsets
}
