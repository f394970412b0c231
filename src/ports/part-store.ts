// Parts of long recordings while they are recognised on several machines. A plan names one way of cutting one
// recording: whoever makes the same plan again finds what was heard already.
import type { TranscriptSid } from '../domain/sid.ts'
import type { HeardPart, SpeechPart } from '../domain/speech-part.ts'

/** Names a part; parts of a plan count from 0. */
export interface PartKey {
  transcriptSid: TranscriptSid
  plan: string
  part: number
}

/** Keeps parts; they go with their transcript. */
export interface PartStore {
  /** Writes the parts of a plan that are not there yet. */
  put(transcript: TranscriptSid, plan: string, works: readonly SpeechPart[]): Promise<void>
  /** What is to be done for a part that nobody has heard yet; null when there is nothing to do. */
  open(key: PartKey): Promise<SpeechPart | null>
  /** Keeps what was heard in a part; the first to come is kept. */
  keep(key: PartKey, heard: HeardPart): Promise<void>
  /** The numbers of the parts that were heard. */
  done(transcript: TranscriptSid, plan: string): Promise<number[]>
  /** Everything that was heard, in order of parts. */
  heard(transcript: TranscriptSid, plan: string): Promise<HeardPart[]>
  /** Removes all parts of all plans of a transcript. */
  removeAll(transcript: TranscriptSid): Promise<void>
}
