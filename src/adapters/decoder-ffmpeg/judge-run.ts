// What the ending of an ffmpeg child says about the recording: fine so far, or the fault to report.
import { fault, VerbatimError } from '../../domain/errors.ts'
import type { NativeRefusal } from './native-refusal.ts'
import type { FfmpegRun } from './run-ffmpeg.ts'

const NO_SOUND_STREAM = 'matches no streams'
const NO_ROOM = /No space left on device|Disk quota exceeded/
const NOT_ALLOWED = 'not on whitelist'

/** @returns the fault of a run that did not deliver, `null` when its output is to be read.
 * What only ffmpeg takes for sound is believed when it decodes without any error; else the first decoder was right */
export function judgeRun({ ending, log }: FfmpegRun, { name, fault: refused }: NativeRefusal): Error | null {
  const cause = new Error(log.errors)
  if (ending === 'timedOut') {
    return fault('mediaCorrupted', 'Decoding did not come to an end in time', { retryable: true, cause })
  }
  if (NO_ROOM.test(log.errors))
    return fault('storageFull', 'There is no room for the decoded sound', { cause })
  if (name === null && (ending === 'failed' || log.errorCount > 0)) return refused
  if (ending !== 'failed') return null
  if (log.errors.includes(NO_SOUND_STREAM)) return fault('mediaEmpty', `Got ${name}, which holds no sound`)
  const unknownCodec = log.demuxer !== null && log.codec === null
  if (unknownCodec || log.errors.includes(NOT_ALLOWED)) return refused
  return fault('mediaCorrupted', `Got ${name}, but it is too damaged to be decoded`, { cause })
}

/** The fault to report when the output of a run cannot be read as sound. */
export function judgeOutput({ ending, log }: FfmpegRun, refusal: NativeRefusal, error: unknown): unknown {
  if (!(error instanceof VerbatimError)) return error
  if (error.key === 'mediaTypeUnsupported') return notTheSound(error)
  if (error.key !== 'mediaEmpty') return error
  if (ending === 'cut') return notTheSound(error)
  if (refusal.name === null) return refusal.fault
  if (log.errorCount === 0) return fault('mediaEmpty')
  return fault('mediaCorrupted', 'Nothing in the recording could be decoded', {
    cause: new Error(log.errors),
  })
}

/** Not the recording's fault: the program does what no ffmpeg does. */
export function notTheSound(cause?: unknown): Error {
  return new Error('the ffmpeg program wrote something other than 16-bit WAVE', { cause })
}
