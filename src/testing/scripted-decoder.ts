// A decoder that finds what the test says in any file; it writes no spools.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DecodedAudio } from '../domain/audio.ts'
import type { Decoder } from '../ports/decoder.ts'

/** Decoded audio of `durationMs` as a decoder would report it, in stereo. */
export function decodedAudio(durationMs: number, over: Partial<DecodedAudio> = {}): DecodedAudio {
  const sampleCount = durationMs * 16
  return {
    container: 'wav',
    codec: 'pcm_mulaw',
    sampleRateHz: 8000,
    sourceSamples: durationMs * 8,
    durationMs,
    errorCount: 0,
    filledMs: 0,
    channels: [1, 2].map((channel) => ({ path: `channel-${channel}`, sampleCount })),
    identicalChannels: false,
    ...over,
  }
}

/** Answers every call with `audio`, or what it returns or throws; keeps what the files held. */
export function scriptedDecoder(
  audio: DecodedAudio | (() => DecodedAudio | Promise<DecodedAudio>),
): Decoder & { seen: string[] } {
  const seen: string[] = []
  return {
    seen,
    async decode({ path, spoolDir }) {
      seen.push(readFileSync(path, 'utf8'))
      const found = typeof audio === 'function' ? await audio() : audio
      return {
        ...found,
        channels: found.channels.map((spool) => ({ ...spool, path: join(spoolDir, spool.path) })),
      }
    },
  }
}
