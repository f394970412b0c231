// The renditions port without native code: the injected decoder makes spools, and a thread for each file turns them
// into WAVE or MP3.
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SPOOL_RATE_HZ, type Spool } from '../../domain/audio.ts'
import { fault } from '../../domain/errors.ts'
import type { Decoder } from '../../ports/decoder.ts'
import type { MuteRequest, Rendition, RenditionRequest, Renditions, Survey } from '../../ports/renditions.ts'
import { moduleBeside } from '../../threads/module-beside.ts'
import { startThread } from '../../threads/thread.ts'
import { createTurns } from '../../threads/turns.ts'
import { longestOf } from './spool-blocks.ts'
import type { ThreadJob } from './thread-job.ts'
import { wavFileBytes } from './wav-encoder.ts'
import type { RenditionJob } from './write-rendition.ts'

const workerFile = moduleBeside(import.meta, 'rendition-worker')
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
  const running = new Set<Promise<unknown>>()
  /** Runs `work` in its turn, with a signal that also ends it when the renditions are closed. */
  const take = async <T>(asked: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>) => {
    const signal = AbortSignal.any([closing.signal, ...(asked ? [asked] : [])])
    const call = turns.run(() => work(signal), signal)
    running.add(call)
    try {
      return await call
    } finally {
      running.delete(call)
    }
  }
  return {
    render: (request) => take(request.signal, (signal) => render({ ...request, signal }, decoder)),
    mute: (request) => take(request.signal, (signal) => mute({ ...request, signal }, decoder)),
    survey: ({ channels, keyTones, signal: asked }) =>
      take(asked, (signal) => runJob<Survey>({ kind: 'survey', job: { channels, keyTones } }, signal)),
    async close() {
      closing.abort(new Error('the renditions are closed'))
      await Promise.allSettled(running)
    },
  }
}

type Stoppable<T> = T & { signal: AbortSignal }

function render(request: Stoppable<RenditionRequest>, decoder: Decoder): Promise<Rendition> {
  return withSpools({ ...request, keepRate: false }, decoder, async (spools) => {
    const job = planJob(request, spools)
    return { bytes: await writeFile({ kind: 'render', job }, request.signal), channels: job.channelCount }
  })
}

/** Plain samples are copied; everything else is decoded first. */
async function mute(request: Stoppable<MuteRequest>, decoder: Decoder): Promise<Rendition> {
  const { path, toPath, audio, mute, filler, signal } = request
  const { plainSamples: samples, sampleRateHz: rateHz } = audio
  const channelCount = audio.channels.length === 1 ? 1 : 2
  if (samples) {
    const job = { path, toPath, samples, channelCount, rateHz, mute, filler }
    return { bytes: await writeFile({ kind: 'copy', job }, signal), channels: channelCount }
  }
  const keepRate = wavFileBytes({ channelCount, sampleCount: audio.sourceSamples, rateHz }) !== null
  return withSpools({ ...request, keepRate }, decoder, async (spools) => {
    const muting = { rateHz: keepRate ? rateHz : SPOOL_RATE_HZ, mute, filler }
    const job: RenditionJob = { spools, channelCount, format: 'wav', toPath, muting }
    checkFits(job)
    return { bytes: await writeFile({ kind: 'render', job }, signal), channels: channelCount }
  })
}

/** Decodes a recording into spools that are gone when `work` is done. */
async function withSpools<T>(
  request: Stoppable<Pick<RenditionRequest, 'path' | 'workDir' | 'maxSeconds'> & { keepRate: boolean }>,
  decoder: Decoder,
  work: (spools: readonly Spool[]) => Promise<T>,
): Promise<T> {
  const { path, maxSeconds, keepRate, signal } = request
  const spoolDir = await mkdtemp(join(request.workDir, 'spools-'))
  try {
    const { channels } = await decoder.decode({ path, spoolDir, maxSeconds, keepRate, signal })
    return await work(channels)
  } finally {
    await rm(spoolDir, { recursive: true, force: true })
  }
}

function planJob({ toPath, format, channels }: RenditionRequest, spools: readonly Spool[]): RenditionJob {
  const channelCount = channels ?? (spools.length === 1 ? 1 : 2)
  if (channelCount > spools.length) {
    throw fault('notFound', 'The recording has one channel only: ask for RequestedChannels=1')
  }
  const muting = { rateHz: SPOOL_RATE_HZ, mute: [], filler: 'silence' as const }
  const job = { spools, channelCount, format, toPath, muting }
  if (format === 'wav') checkFits(job)
  return job
}

function checkFits({ spools, channelCount, muting: { rateHz } }: RenditionJob) {
  if (wavFileBytes({ channelCount, sampleCount: longestOf(spools), rateHz }) !== null) return
  throw fault(
    'invalidParameter',
    'The recording is too long for a WAV file, which ends at 4 GiB: ask for .mp3',
  )
}

/** Runs a job that makes a file, which is removed unless it was completed.
 * @returns the size of the file in bytes */
async function writeFile(task: Exclude<ThreadJob, { kind: 'survey' }>, signal: AbortSignal): Promise<number> {
  try {
    return await runJob<number>(task, signal)
  } catch (error) {
    await rm(task.job.toPath, { force: true })
    throw error
  }
}

/** Runs a job in a thread of its own, which is gone when the call ends: it writes nothing any more. */
async function runJob<Out>(task: ThreadJob, signal: AbortSignal): Promise<Out> {
  signal.throwIfAborted()
  const thread = startThread<ThreadJob, Out>(workerFile, undefined, 'rendition')
  const end = () => void thread.kill()
  signal.addEventListener('abort', end, { once: true })
  try {
    return await thread.call(task)
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  } finally {
    signal.removeEventListener('abort', end)
    await thread.kill()
  }
}
