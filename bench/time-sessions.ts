// Counts what every thread of a process spends within ONNX Runtime: `node --import ./bench/time-sessions.ts …`. Threads
// tell the time of each call on the channel below; the process adds them up.
import { isMainThread } from 'node:worker_threads'
import { InferenceSession } from 'onnxruntime-node'

/** Threads post {@link SessionTime}s here. */
export const channelName = 'verbatim-session-times'

/** One call of a session. */
export interface SessionTime {
  ms: number
}

if (!isMainThread) {
  const channel = new BroadcastChannel(channelName)
  channel.unref()
  const create = InferenceSession.create as (...args: unknown[]) => Promise<InferenceSession>
  InferenceSession.create = async (...args: unknown[]) => {
    const session = await create(...args)
    const run = session.run.bind(session) as (...args: unknown[]) => ReturnType<InferenceSession['run']>
    session.run = async (...args: unknown[]) => {
      const startedMs = performance.now()
      const answer = await run(...args)
      const time: SessionTime = { ms: performance.now() - startedMs }
      channel.postMessage(time)
      return answer
    }
    return session
  }
}
