// Silero VAD behind the vad port, in threads of its own.
import { extname } from 'node:path'
import type { Spool } from '../../domain/audio.ts'
import type { Vad, VoiceActivity } from '../../ports/vad.ts'
import { createThreadPool } from '../../threads/pool.ts'
import { startThread } from '../../threads/thread.ts'

/** Starts `threads` detector threads; the model loads with the first call. */
export function createSileroVad(threads: number): Vad & { close(): Promise<void> } {
  const file = new URL(`./vad-worker${extname(import.meta.filename)}`, import.meta.url)
  const pool = createThreadPool<Spool, VoiceActivity>(threads, () =>
    startThread(file, null, 'voice activity'),
  )
  return {
    detect: (spool, signal) => pool.run(spool, signal),
    close: () => pool.close(),
  }
}
