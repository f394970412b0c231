// What `verbatim/engine` exports: all that a recogniser of somebody else's needs. Its promises are checked by
// `verbatim/engine/suite`.
export type { CreateEngine, EngineOptions } from './adapters/asr-module/load-factory.ts'
export type { AudioSlice } from './domain/audio.ts'
export { SPOOL_RATE_HZ, samplesToMs } from './domain/audio.ts'
export { fault, VerbatimError } from './domain/errors.ts'
export type { Word } from './domain/sentence.ts'
export type {
  AsrCapabilities,
  AsrEngine,
  DecodingEnd,
  DigitStyle,
  Hypothesis,
  SpeechSlice,
} from './ports/asr.ts'
export { createThreadPool, type ThreadPool } from './threads/pool.ts'
export { serveThread, startThread, type Thread, type ThreadOptions } from './threads/thread.ts'
