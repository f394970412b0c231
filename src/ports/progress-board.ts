// Where runs tell how far they are, for those who watch. Nothing of it is stored.
import type { Progress } from '../domain/progress.ts'
import type { TranscriptSid } from '../domain/sid.ts'

/** The latest progress of every run that this process knows of: its own, and where processes talk to each other theirs. */
export interface ProgressBoard {
  set(sid: TranscriptSid, progress: Progress): void
  /** Null when no run is known to be under way. */
  get(sid: TranscriptSid): Progress | null
  remove(sid: TranscriptSid): void
}
