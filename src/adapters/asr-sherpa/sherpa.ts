// Recognisers of sherpa-onnx behind the asr port: any model folder that a user has downloaded.
import type { AudioSlice } from '../../domain/audio.ts'
import { VerbatimError } from '../../domain/errors.ts'
import type { AsrEngine, Hypothesis } from '../../ports/asr.ts'
import { moduleBeside } from '../../threads/module-beside.ts'
import { createThreadPool, type ThreadPool } from '../../threads/pool.ts'
import { startThread } from '../../threads/thread.ts'
import { readModelFolder } from './model-folder.ts'
import { type RecogniserConfig, recogniserConfig } from './recogniser-config.ts'
import { tryModel } from './try-model.ts'

/** Settings of the engine. `threads` recognisers run side by side, each with its own copy of the model. */
export interface SherpaOptions {
  /** The model folder, see docs/guide/engines.md. */
  folder: string
  threads: number
}

const MAX_SLICE_MS = 29_000

/** Starts the engine; models load in the background, `ready` tells when, and what is wrong with the package or the
 * weights.
 * @throws Error when the folder holds no model: its description, its languages or its files are not right */
export function createSherpa({ folder, threads }: SherpaOptions): AsrEngine {
  const model = readModelFolder(folder)
  const pool = startPool(recogniserConfig(model), threads)
  // Asked once, while nothing else is queued: a busy pool would keep the answer waiting.
  const loaded = pool.then((started) => Promise.all(Array.from({ length: threads }, () => started.run([]))))
  loaded.catch(() => undefined)
  return {
    capabilities: {
      name: `sherpa:${model.name}`,
      languages: model.languages,
      maxSliceMs: MAX_SLICE_MS,
      // It takes one slice at a time; larger batches would only wait for each other.
      batchRows: 1,
      batchSeconds: MAX_SLICE_MS / 1000,
      threads,
      wordTimes: model.wordTimes,
    },
    async ready() {
      await loaded
    },
    async recognise(batch, signal) {
      try {
        return await (await pool).run(batch, signal)
      } catch (cause) {
        if (signal?.aborted || cause instanceof VerbatimError) throw cause
        throw new VerbatimError('recogniserFailed', { cause })
      }
    },
    async close() {
      await pool.then(
        (started) => started.close(),
        () => undefined,
      )
    },
  }
}

type Pool = ThreadPool<readonly AudioSlice[], Hypothesis[]>

async function startPool(config: RecogniserConfig, threads: number): Promise<Pool> {
  await tryModel(config)
  let count = 0
  const file = moduleBeside(import.meta, 'recogniser-worker')
  return createThreadPool(threads, () => startThread(file, config, `recogniser ${++count}`))
}
