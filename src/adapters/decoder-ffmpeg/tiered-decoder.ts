// The decoder port in two tiers: the native decoder first, and ffmpeg for what that one recognises but does not
// decode, or does not know at all.

import type { DecodedAudio } from '../../domain/audio.ts'
import { fault } from '../../domain/errors.ts'
import type { Decoder } from '../../ports/decoder.ts'
import { decodeWithFfmpeg, type StoppableRequest } from './decode-with-ffmpeg.ts'
import type { FoundFfmpeg } from './find-ffmpeg.ts'
import { readRefusal } from './native-refusal.ts'

/** What decodes. */
export interface TieredDecoderDeps {
  /** The first tier, which also reads what ffmpeg puts out. Stays the caller's to close. */
  native: Decoder
  /** `null` for the first tier alone; its refusals then say what would help. */
  ffmpeg: FoundFfmpeg | null
  /** After how long an ffmpeg is ended by force, in ms, for a limit of `maxSeconds` of audio. */
  timeLimitMs?: (maxSeconds: number) => number
}

/** Makes the decoder. One ffmpeg runs per file; how many run at once is up to the caller. `close` ends those still
 * running; their calls reject. */
export function createTieredDecoder(deps: TieredDecoderDeps): Decoder & { close(): Promise<void> } {
  const closing = new AbortController()
  const running = new Set<Promise<DecodedAudio>>()
  return {
    async decode(request) {
      closing.signal.throwIfAborted()
      const signal = AbortSignal.any([closing.signal, ...(request.signal ? [request.signal] : [])])
      const call = decode({ ...request, signal }, deps)
      running.add(call)
      try {
        return await call
      } finally {
        running.delete(call)
      }
    },
    async close() {
      closing.abort(new Error('the decoder is closed'))
      await Promise.allSettled(running)
    },
  }
}

async function decode(request: StoppableRequest, deps: TieredDecoderDeps): Promise<DecodedAudio> {
  const { native, ffmpeg, timeLimitMs } = deps
  try {
    return await native.decode(request)
  } catch (error) {
    const refusal = readRefusal(error)
    if (!refusal) throw error
    if (ffmpeg) return await decodeWithFfmpeg(request, refusal, { ffmpeg, native, timeLimitMs })
    if (!refusal.hope) throw error
    throw fault('mediaTypeUnsupported', `${refusal.fault.message}: install ffmpeg or set FFMPEG_PATH`)
  }
}
