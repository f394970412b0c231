// Where runs tell how far they are, for those who watch. Nothing of it is stored.
import type { Progress } from '../domain/progress.ts'
import type { TranscriptSid } from '../domain/sid.ts'

/** The latest progress of every run of this process. */
export interface ProgressBoard {
  set(sid: TranscriptSid, progress: Progress): void
  /** Null when no run of this process is under way. */
  get(sid: TranscriptSid): Progress | null
  remove(sid: TranscriptSid): void
}
