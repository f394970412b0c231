// The progress board of one process.
import type { Progress } from '../../domain/progress.ts'
import type { TranscriptSid } from '../../domain/sid.ts'
import type { ProgressBoard } from '../../ports/progress-board.ts'

/** Makes an empty board. */
export function createProgressMemory(): ProgressBoard {
  const runs = new Map<TranscriptSid, Progress>()
  return {
    set: (sid, progress) => void runs.set(sid, progress),
    get: (sid) => runs.get(sid) ?? null,
    remove: (sid) => void runs.delete(sid),
  }
}
