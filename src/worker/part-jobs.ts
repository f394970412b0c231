// Jobs that recognise a part of a long recording for whoever put the recording into parts.
import { type FanOutDeps, hearPart } from '../pipeline/fan-out.ts'
import type { AsrEngine } from '../ports/asr.ts'
import type { Log } from '../ports/log.ts'
import type { JobHandler } from '../ports/queue.ts'
import { type RunningWork, UnwantedWork } from '../ports/running-work.ts'

/** What the jobs need. */
export interface PartJobDeps extends Pick<FanOutDeps, 'unitOfWork' | 'mediaStore'> {
  asr: AsrEngine
  running: RunningWork
  log: Log
}

/** Handles `part` jobs. A part that somebody else heard already, or whose transcript is gone, is done. */
export function handlePart(deps: PartJobDeps): JobHandler<'part'> {
  return async ({ data, ...job }) => {
    const { sound, ...key } = data
    const known = deps.running.begin(key.transcriptSid)
    const signal = AbortSignal.any([job.signal, known.signal])
    try {
      const work = await deps.unitOfWork(({ parts }) => parts.open(key))
      if (!work) return
      await deps.mediaStore.withFile(sound, (path) => hearPart({ key, work, path }, { ...deps, signal }))
      deps.log.info({ sid: key.transcriptSid, part: key.part }, 'part of a recording recognised')
    } catch (error) {
      if (signal.reason instanceof UnwantedWork) return
      throw error
    } finally {
      known.end()
    }
  }
}
