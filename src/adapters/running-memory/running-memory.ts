// The runs of one process.
import type { TranscriptSid } from '../../domain/sid.ts'
import { type RunningWork, UnwantedWork } from '../../ports/running-work.ts'

/** Makes a register without any run. */
export function createRunningMemory(): RunningWork {
  // A run whose lease was lost may still be ending while the next one is under way.
  const runs = new Map<TranscriptSid, Set<AbortController>>()
  return {
    begin(sid) {
      const controller = new AbortController()
      const ofThis = runs.get(sid) ?? new Set()
      runs.set(sid, ofThis.add(controller))
      return {
        signal: controller.signal,
        end() {
          ofThis.delete(controller)
          if (ofThis.size === 0 && runs.get(sid) === ofThis) runs.delete(sid)
        },
      }
    },
    stop(sid) {
      for (const controller of runs.get(sid) ?? []) controller.abort(new UnwantedWork())
    },
  }
}
