// For tests: the first tier in one thread for all files, which spares each the start of its own.
import type { DecodedAudio } from '../../domain/audio.ts'
import type { DecodeRequest, Decoder } from '../../ports/decoder.ts'
import { startThread } from '../../threads/thread.ts'

const workerFile = new URL('../decoder-native/decode-worker.ts', import.meta.url)

/** A first tier whose thread can be asked whether it lives. Takes one file at a time and cannot be aborted. */
export interface TestNative extends Decoder {
  /** True until a file has brought the thread down. */
  isAlive(): boolean
  close(): Promise<void>
}

/** Starts the thread. */
export function createTestNative(): TestNative {
  const thread = startThread<Omit<DecodeRequest, 'signal'>, DecodedAudio>(workerFile, undefined, 'decode')
  return {
    decode: ({ path, spoolDir, maxSeconds }) => thread.call({ path, spoolDir, maxSeconds }),
    isAlive: () => thread.alive,
    close: () => thread.kill(),
  }
}
