// The renditions port: a stored recording in, the same sound in another form out.
import type { DecodedAudio, Filler, MutedRange, Spool } from '../domain/audio.ts'

/** What a recording can be rendered as: 16 kHz 16-bit PCM in WAVE, or MP3. */
export type RenditionFormat = 'wav' | 'mp3'

interface FileToMake {
  /** The stored media file; its name and extension carry no meaning. */
  path: string
  /** Where the rendition goes (0600), replacing what is there. */
  toPath: string
  /** An existing private folder; what is put there is gone when the call ends. */
  workDir: string
  /** Stop with `mediaTooLong` once more than this was decoded. */
  maxSeconds: number
  signal?: AbortSignal
}

/** One file to make. */
export interface RenditionRequest extends FileToMake {
  format: RenditionFormat
  /** Channels of the rendition: 1 mixes down, `null` takes as many as the recording has. */
  channels: 1 | 2 | null
}

/** One file to make without some of its sound. */
export interface MuteRequest extends FileToMake {
  /** What decoding found out about the recording. */
  audio: Pick<DecodedAudio, 'channels' | 'sampleRateHz' | 'sourceSamples' | 'plainSamples'>
  mute: readonly MutedRange[]
  filler: Filler
}

/** A finished rendition. */
export interface Rendition {
  bytes: number
  channels: number
}

/** What is to be found out about decoded sound. */
export interface SurveyRequest {
  /** Spools at the spool rate. */
  channels: readonly Spool[]
  /** Whether keyed digits are looked for. */
  keyTones: boolean
  signal?: AbortSignal
}

/** How many peaks a channel has, whatever its length. */
export const PEAK_COUNT = 4000

/** What a look at decoded sound tells. */
export interface Survey {
  /** Per channel, {@link PEAK_COUNT} times the sample that is furthest from zero, −1 to 1 in steps of a thousandth. */
  peaks: number[][]
  /** Where keys of a telephone were pressed (DTMF), in order of channel and time; empty where not looked for. */
  keyTones: MutedRange[]
}

/** Renders recordings, off the calling thread and a few at a time; further calls wait their turn. */
export interface Renditions {
  /** Makes the file of `request`; after a failure or an abort there is no file.
   * @throws VerbatimError notFound when 2 channels are asked of a mono recording (callers then ask for 1, contract
   *   section 9), invalidParameter when the sound does not fit into a WAVE file, and as the decoder port says */
  render(request: RenditionRequest): Promise<Rendition>
  /** Makes a WAVE file with the recording's channels and length. Plain samples keep their rate and encoding, and are
   * the same outside the muted ranges; of other recordings it has 16-bit samples, at their own rate where that fits
   * into a WAVE file. Nothing but sound is taken over. After a failure or an abort there is no file.
   * @throws VerbatimError as `render` does */
  mute(request: MuteRequest): Promise<Rendition>
  /** Looks at decoded sound as a whole. */
  survey(request: SurveyRequest): Promise<Survey>
  /** Ends what runs and waits; those calls, and later ones, reject. */
  close(): Promise<void>
}
