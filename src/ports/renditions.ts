// The renditions port: a stored recording in, the same sound in the wanted format and channel count out.

/** What a recording can be rendered as: 16 kHz 16-bit PCM in WAVE, or MP3. */
export type RenditionFormat = 'wav' | 'mp3'

/** A stretch of one channel (1-based) that falls silent, in milliseconds from the start. */
export interface MutedRange {
  channel: number
  startMs: number
  endMs: number
}

/** One file to make. */
export interface RenditionRequest {
  /** The stored media file; its name and extension carry no meaning. */
  path: string
  /** Where the rendition goes (0600), replacing what is there. */
  toPath: string
  format: RenditionFormat
  /** Channels of the rendition: 1 mixes down, `null` takes as many as the recording has. */
  channels: 1 | 2 | null
  /** An existing private folder; what is put there is gone when the call ends. */
  workDir: string
  /** What must not be heard; each channel falls silent before any mixing down. */
  mute?: readonly MutedRange[]
  /** Stop with `mediaTooLong` once more than this was decoded. */
  maxSeconds: number
  signal?: AbortSignal
}

/** A finished rendition. */
export interface Rendition {
  bytes: number
  channels: number
}

/** Renders recordings, off the calling thread and a few at a time; further calls wait their turn. */
export interface Renditions {
  /** Makes the file of `request`; after a failure or an abort there is no file.
   * @throws VerbatimError notFound when 2 channels are asked of a mono recording (callers then ask for 1, contract
   *   section 9), invalidParameter when the sound does not fit into a WAVE file, and as the decoder port says */
  render(request: RenditionRequest): Promise<Rendition>
  /** Ends what runs and waits; those calls, and later ones, reject. */
  close(): Promise<void>
}
