// The runs under way in this process, so that whoever ends a transcript can have its work stop at once. Work in other
// processes ends at its next checkpoint.
import type { TranscriptSid } from '../domain/sid.ts'

/** A run that was made known. */
export interface KnownRun {
  /** Aborts, with an `UnwantedWork` as its reason, once the run is to stop. */
  signal: AbortSignal
  /** To be called when the run is over. */
  end(): void
}

/** Thrown when the transcript was deleted or canceled meanwhile: the work is not wanted any more. */
export class UnwantedWork extends Error {}

/** Thrown when the work is in other hands: a later run over the transcript has begun, or another has the job. What was
 * under way changes nothing any more. */
export class LostLease extends Error {}

/** Knows what runs. */
export interface RunningWork {
  /** Makes a run known. Call before its row is read: a deletion that commits earlier shows in the row, a later one in
   * the signal. */
  begin(transcript: TranscriptSid): KnownRun
  /** Stops the runs over a transcript that are under way in this process. Call after the commit that ended it. */
  stop(transcript: TranscriptSid): void
}
