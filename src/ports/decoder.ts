// The decoder port: a media file in, one 16 kHz spool per channel out.
import type { DecodedAudio } from '../domain/audio.ts'

/** One file to decode. */
export interface DecodeRequest {
  /** The stored media file; its name and extension carry no meaning. */
  path: string
  /** An existing private folder for the spools; the caller removes it. */
  spoolDir: string
  /** Stop with `mediaTooLong` once more than this was decoded, whatever the header claims. */
  maxSeconds: number
  /** Spools keep the rate of the recording instead of being resampled. */
  keepRate?: boolean
  signal?: AbortSignal
  /** Told now and then which part (0..1) of the file has been decoded; never goes back. */
  onProgress?(part: number): void
}

/** Turns media files into spools, off the calling thread. */
export interface Decoder {
  /** Sniffs and decodes `request.path`.
   * @throws VerbatimError mediaEmpty, mediaTypeUnsupported, mediaCorrupted, sampleRateTooLow, mediaTooLong,
   *   tooManyChannels (speech-and-media section 4) */
  decode(request: DecodeRequest): Promise<DecodedAudio>
}
