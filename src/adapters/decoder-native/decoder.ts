// The decoder port without native code: WAVE, MP3, FLAC and Ogg (Opus, Vorbis, FLAC), each file in a thread of its
// own, so that hostile input can neither block nor bring down the server. Other formats are refused by name.
import type { DecodedAudio } from '../../domain/audio.ts'
import { fault } from '../../domain/errors.ts'
import type { Decoder } from '../../ports/decoder.ts'
import { moduleBeside } from '../../threads/module-beside.ts'
import { startThread, type Thread } from '../../threads/thread.ts'
import type { DecodeJob } from './decode-file.ts'

const WATCH_MS = 250
const workerFile = moduleBeside(import.meta, 'decode-worker')
/** Caps JavaScript objects only; sample buffers and wasm memory are watched inside the thread. */
const resourceLimits = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32 }

/** Settings with sensible defaults. */
export interface DecoderOptions {
  /** After how long a decode is ended by force, in ms, for a limit of `maxSeconds` of audio. */
  timeLimitMs?(maxSeconds: number): number
}

/** Makes the decoder. Threads start on demand and end with their file; how many run at once is up to the caller.
 * `close` ends those still running; their calls reject. */
export function createDecoder(options: DecoderOptions = {}): Decoder & { close(): Promise<void> } {
  const timeLimitMs = options.timeLimitMs ?? generousTimeLimitMs
  const running = new Set<Thread<DecodeJob, DecodedAudio>>()
  let closed = false
  return {
    async decode({ signal, onProgress, ...job }) {
      signal?.throwIfAborted()
      if (closed) throw new Error('the decoder is closed')
      const thread = startThread<DecodeJob, DecodedAudio>(workerFile, undefined, {
        name: 'decode',
        resourceLimits,
      })
      running.add(thread)
      const done = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
      const watch = onProgress && setInterval(() => onProgress(Atomics.load(done, 0) / 1000), WATCH_MS)
      let timedOut = false
      const end = () => void thread.kill()
      const timer = setTimeout(() => {
        timedOut = true
        end()
      }, timeLimitMs(job.maxSeconds))
      signal?.addEventListener('abort', end, { once: true })
      try {
        return await thread.call({ ...job, done })
      } catch (error) {
        signal?.throwIfAborted()
        throw closed || thread.alive ? error : deathOf(error, timedOut)
      } finally {
        clearTimeout(timer)
        clearInterval(watch)
        signal?.removeEventListener('abort', end)
        running.delete(thread)
        await thread.kill()
      }
    },
    async close() {
      closed = true
      await Promise.all([...running].map((thread) => thread.kill()))
    },
  }
}

/** A minute and a twentieth of the longest audio allowed: many times what decoding takes on a slow machine. */
function generousTimeLimitMs(maxSeconds: number): number {
  return 60_000 + maxSeconds * 50
}

/** What a thread that died says about the file, if it was the file that made it run out of time or memory. Under
 * load the same file may still fit, so time is worth another try. */
function deathOf(error: unknown, timedOut: boolean): unknown {
  if (timedOut) {
    return fault('mediaCorrupted', 'Decoding did not come to an end in time', {
      cause: error,
      retryable: true,
    })
  }
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined
  if (cause?.code !== 'ERR_WORKER_OUT_OF_MEMORY') return error
  return fault('mediaCorrupted', 'Decoding the recording takes more memory than any sound recording does', {
    cause,
  })
}
