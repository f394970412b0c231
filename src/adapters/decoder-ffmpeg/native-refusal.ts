// Reads from the first decoder's refusal whether another decoder should try: its faults cross a thread, which
// leaves them their key and their sentence.
import { VerbatimError } from '../../domain/errors.ts'

const UNDECODED = /^Got (.+), which this server cannot decode$/
const NOT_AUDIO = /, not audio$/
/** Recognised, but not among the formats that ffmpeg is allowed to read. */
const beyondFfmpeg = ['an AVI video']

/** A file that the first decoder does not decode and that may be sound all the same. */
export interface NativeRefusal {
  /** What the file is, as part of a sentence (`AMR audio`); `null` when the decoder does not know it. */
  name: string | null
  /** Whether ffmpeg could be expected to decode it. */
  hope: boolean
  fault: VerbatimError
}

/** @returns `null` for every error but the refusal of something that may be sound: what is certainly none (a web
 * page, an archive) and sound that is damaged or beyond the limits is nobody else's business */
export function readRefusal(error: unknown): NativeRefusal | null {
  if (!(error instanceof VerbatimError) || error.key !== 'mediaTypeUnsupported') return null
  if (NOT_AUDIO.test(error.message)) return null
  const name = UNDECODED.exec(error.message)?.[1] ?? null
  return { name, hope: name !== null && !beyondFfmpeg.includes(name), fault: error }
}
