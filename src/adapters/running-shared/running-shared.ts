// The runs of this process, which other processes may stop as well.
import type { RunningWork } from '../../ports/running-work.ts'
import type { Wire } from '../../ports/wire.ts'

/** Makes a register over that of this process. */
export function createRunningShared(own: RunningWork, wire: Wire): RunningWork {
  wire.onMessage((message) => {
    if (message.kind === 'stop') for (const sid of message.runs) own.stop(sid)
  })
  return {
    begin: own.begin,
    stop(sid) {
      own.stop(sid)
      wire.send({ kind: 'stop', runs: [sid] })
    },
  }
}
