// The renditions port without native code: the injected decoder makes spools, and a thread for each file turns them
// into WAVE or MP3.
import { mkdtemp, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Spool } from '../../domain/audio.ts'
import { fault } from '../../domain/errors.ts'
import type { Decoder } from '../../ports/decoder.ts'
import type { Rendition, RenditionRequest, Renditions } from '../../ports/renditions.ts'
import { startThread } from '../../threads/thread.ts'
import { createTurns } from '../../threads/turns.ts'
import { longestOf } from './spool-blocks.ts'
import { wavFileBytes } from './wav-encoder.ts'
import type { RenditionJob } from './write-rendition.ts'

const workerFile = new URL(`./rendition-worker${extname(import.meta.filename)}`, import.meta.url)
const DEFAULT_AT_ONCE = 2

/** What renditions are made with. */
export interface RenditionsDeps {
  /** Stays the caller's to close. */
  decoder: Decoder
  /** How many renditions are made at the same time; 2 by default. */
  atOnce?: number
}

/** Makes the renditions. Threads start on demand and end with their file. */
export function createRenditions({ decoder, atOnce = DEFAULT_AT_ONCE }: RenditionsDeps): Renditions {
  const turns = createTurns(atOnce)
  const closing = new AbortController()
  const running = new Set<Promise<Rendition>>()
  return {
    async render(request) {
      const signal = AbortSignal.any([closing.signal, ...(request.signal ? [request.signal] : [])])
      const call = turns.run(() => render({ ...request, signal }, decoder), signal)
      running.add(call)
      try {
        return await call
      } finally {
        running.delete(call)
      }
    },
    async close() {
      closing.abort(new Error('the renditions are closed'))
      await Promise.allSettled(running)
    },
  }
}

type StoppableRequest = RenditionRequest & { signal: AbortSignal }

async function render(request: StoppableRequest, decoder: Decoder): Promise<Rendition> {
  const { path, maxSeconds, signal } = request
  const spoolDir = await mkdtemp(join(request.workDir, 'spools-'))
  try {
    const { channels } = await decoder.decode({ path, spoolDir, maxSeconds, signal })
    const job = planJob(request, channels)
    return { bytes: await runJob(job, signal), channels: job.channelCount }
  } finally {
    await rm(spoolDir, { recursive: true, force: true })
  }
}

function planJob(
  { toPath, format, channels, mute = [] }: RenditionRequest,
  spools: readonly Spool[],
): RenditionJob {
  const channelCount = channels ?? (spools.length === 1 ? 1 : 2)
  if (channelCount > spools.length) {
    throw fault('notFound', 'The recording has one channel only: ask for RequestedChannels=1')
  }
  if (format === 'wav' && wavFileBytes({ channelCount, sampleCount: longestOf(spools) }) === null) {
    throw fault(
      'invalidParameter',
      'The recording is too long for a WAV file, which ends at 4 GiB: ask for .mp3',
    )
  }
  return { spools, channelCount, format, toPath, mute }
}

/** Runs `job` in a thread of its own. Its file is removed unless it was completed.
 * @returns the size of the file in bytes */
async function runJob(job: RenditionJob, signal: AbortSignal): Promise<number> {
  signal.throwIfAborted()
  const thread = startThread<RenditionJob, number>(workerFile, undefined, 'rendition')
  const end = () => void thread.kill()
  signal.addEventListener('abort', end, { once: true })
  let complete = false
  try {
    const bytes = await thread.call(job)
    complete = true
    return bytes
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  } finally {
    signal.removeEventListener('abort', end)
    await thread.kill()
    // Not before the thread is gone: it could still be writing.
    if (!complete) await rm(job.toPath, { force: true })
  }
}
