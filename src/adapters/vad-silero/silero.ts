// Silero VAD behind the vad port, in threads of its own.
import { VAD_FRAME_SAMPLES, type Vad, type VoiceActivity } from '../../ports/vad.ts'
import { moduleBeside } from '../../threads/module-beside.ts'
import { createThreadPool } from '../../threads/pool.ts'
import { startThread } from '../../threads/thread.ts'
import type { VadRequest } from './vad-worker.ts'

/** Starts `threads` detector threads; the model loads with the first call. */
export function createSileroVad(threads: number): Vad & { close(): Promise<void> } {
  const file = moduleBeside(import.meta, 'vad-worker')
  const pool = createThreadPool<VadRequest, VoiceActivity>(threads, () =>
    startThread(file, null, 'voice activity'),
  )
  return {
    async detect(spool, { signal, onProgress } = {}) {
      const framesDone = new Int32Array(new SharedArrayBuffer(4))
      const frames = Math.max(1, Math.ceil(spool.sampleCount / VAD_FRAME_SAMPLES))
      const timer = onProgress && setInterval(() => onProgress(Atomics.load(framesDone, 0) / frames), LOOK_MS)
      try {
        return await pool.run({ spool, framesDone }, signal)
      } finally {
        clearInterval(timer)
      }
    },
    close: () => pool.close(),
  }
}

const LOOK_MS = 500
