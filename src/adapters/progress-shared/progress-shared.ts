// The progress board of one process, and what others say of their runs.
import type { Progress } from '../../domain/progress.ts'
import type { TranscriptSid } from '../../domain/sid.ts'
import type { ProgressBoard } from '../../ports/progress-board.ts'
import type { Wire } from '../../ports/wire.ts'

/** Changes are told at most this often. */
const TELL_MS = 1000
/** What stands still is told again, for those who began to listen later. */
const AGAIN_MS = 20_000
/** A run of another process that nobody spoke of for so long has ended, or its process has. */
const FORGOTTEN_MS = 60_000

/** The board, and how it ends. */
export interface SharedBoard extends ProgressBoard {
  close(): Promise<void>
}

/** Makes a board that tells of the runs of `own` and knows those of others.
 * @param now milliseconds of a clock that only goes forward */
export function createProgressShared(
  own: ProgressBoard,
  wire: Wire,
  now: () => number = () => performance.now(),
): SharedBoard {
  const here = new Set<TranscriptSid>()
  const changed = new Set<TranscriptSid>()
  const others = new Map<TranscriptSid, { progress: Progress; heardMs: number }>()
  let allToldMs = now()
  wire.onMessage((message) => {
    if (message.kind === 'progress') {
      for (const [sid, progress] of message.runs) others.set(sid, { progress, heardMs: now() })
    }
    if (message.kind === 'ended') for (const sid of message.runs) others.delete(sid)
  })
  const tell = () => {
    const again = now() - allToldMs >= AGAIN_MS
    if (again) allToldMs = now()
    const told = [...(again ? here : changed)].flatMap((sid) => {
      const progress = own.get(sid)
      return progress ? [[sid, progress] as [TranscriptSid, Progress]] : []
    })
    changed.clear()
    if (told.length > 0) wire.send({ kind: 'progress', runs: told })
    for (const [sid, { heardMs }] of others) if (now() - heardMs > FORGOTTEN_MS) others.delete(sid)
  }
  const timer = setInterval(tell, TELL_MS)
  timer.unref()
  return {
    set(sid, progress) {
      own.set(sid, progress)
      here.add(sid)
      changed.add(sid)
    },
    get: (sid) => own.get(sid) ?? others.get(sid)?.progress ?? null,
    remove(sid) {
      own.remove(sid)
      changed.delete(sid)
      if (here.delete(sid)) wire.send({ kind: 'ended', runs: [sid] })
    },
    close: async () => clearInterval(timer),
  }
}
