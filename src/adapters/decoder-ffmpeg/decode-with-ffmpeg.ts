// Decodes one file with ffmpeg. The child writes WAVE straight into a file in the private spool folder, which the
// first decoder then reads like any recording and which is deleted. A file and no pipe: ffmpeg writes in pieces of
// some KiB, and taking 1 GB of them through this process keeps it busy for 15 s; and that decoder reads at any
// position from a thread of its own, so all limits and rules (channels, rate, length, resampling) exist once. The
// disk is safe: the system caps the file at the largest there can be, and we at what its own header makes of that.
import { open, rm, symlink } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { DecodedAudio } from '../../domain/audio.ts'
import type { DecodeRequest, Decoder } from '../../ports/decoder.ts'
import { BRAND_BYTES, containerName } from './container-name.ts'
import type { FoundFfmpeg } from './find-ffmpeg.ts'
import { judgeOutput, judgeRun, notTheSound } from './judge-run.ts'
import { wallLimitMs } from './limits.ts'
import type { NativeRefusal } from './native-refusal.ts'
import { type FfmpegRun, runFfmpeg } from './run-ffmpeg.ts'

const MIN_MISSING_MS = 1000
const MIN_MISSING_PART = 0.05

/** What decodes: the program, and the decoder that reads its output. */
export interface FfmpegDecoding {
  ffmpeg: FoundFfmpeg
  native: Decoder
  /** After how long the child is ended by force, in ms, for a limit of `maxSeconds` of audio. */
  timeLimitMs?: ((maxSeconds: number) => number) | undefined
}

/** A request that can be stopped. */
export type StoppableRequest = DecodeRequest & { signal: AbortSignal }

/** Decodes what the native decoder refused with `refusal`. Container and codec are those of the file.
 * @throws VerbatimError as the decoder port says; the signal's reason */
export async function decodeWithFfmpeg(
  request: StoppableRequest,
  refusal: NativeRefusal,
  { ffmpeg, native, timeLimitMs = wallLimitMs }: FfmpegDecoding,
): Promise<DecodedAudio> {
  const target = join(request.spoolDir, 'decoded-wave')
  const link = join(request.spoolDir, 'recording')
  try {
    const { maxSeconds, signal } = request
    const source = await withoutExtension(request.path, link)
    const job = { source, target, maxSeconds, timeLimitMs: timeLimitMs(maxSeconds), signal }
    const run = await runFfmpeg(ffmpeg, job)
    const failure = judgeRun(run, refusal)
    if (failure) throw failure
    const wave = await native.decode({ ...request, path: target }).catch((error: unknown) => {
      throw judgeOutput(run, refusal, error)
    })
    if (run.ending === 'cut') throw notTheSound()
    // Its samples lie in a file that is deleted, not in the recording.
    const { plainSamples: _, ...decoded } = wave
    return { ...decoded, ...(await namesOf(run, source)), errorCount: errorCountOf(run, wave) }
  } finally {
    await rm(target, { force: true })
    await rm(link, { force: true })
  }
}

/** The path of a file for ffmpeg, which takes an extension for a hint: `link` where its own name has one. */
async function withoutExtension(path: string, link: string): Promise<string> {
  const absolute = resolve(path)
  if (!basename(absolute).includes('.')) return absolute
  await rm(link, { force: true })
  await symlink(absolute, link)
  return link
}

async function namesOf({ log }: FfmpegRun, path: string): Promise<Pick<DecodedAudio, 'container' | 'codec'>> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BRAND_BYTES), 0, BRAND_BYTES, 0)
    const container = containerName(log.demuxer ?? 'unknown', buffer.subarray(0, bytesRead))
    return { container, codec: log.codec ?? 'unknown' }
  } finally {
    await file.close()
  }
}

/** Every complaint counts as a damaged place, and so does sound that is missing at the end. The container's
 * length is that of its longest stream: it says something of the sound only when there is no other. */
function errorCountOf({ log }: FfmpegRun, wave: DecodedAudio): number {
  const missingMs = log.streamCount === 1 && log.durationMs !== null ? log.durationMs - wave.durationMs : 0
  const isShort = missingMs > MIN_MISSING_MS && missingMs > (log.durationMs ?? 0) * MIN_MISSING_PART
  return log.errorCount + wave.errorCount + (isShort ? 1 : 0)
}
