// The diariser port: who speaks when on a channel that several people share.
import type { Spool } from '../domain/audio.ts'
import type { SpeakerTurn } from '../domain/speech.ts'

/** Tells voices apart, off the calling thread. */
export interface Diariser {
  /** Longest recording it takes, in milliseconds. */
  readonly maxMs: number
  /** Resolves when its models were tried; rejects when they can not be used. */
  ready(): Promise<void>
  /** The turns of all voices in order of time, numbered as they are first heard. Turns of two voices may overlap. None
   * where nobody was heard.
   * @throws Error when it fails, or the reason of `signal` */
  diarise(spool: Spool, signal: AbortSignal): Promise<SpeakerTurn[]>
  /** Breaks off what is under way. */
  close(): Promise<void>
}
