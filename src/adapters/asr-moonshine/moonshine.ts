// The Moonshine recogniser behind the asr port: prepares the model once, then spreads batches over threads.
import { VerbatimError } from '../../domain/errors.ts'
import type { AsrEngine, Hypothesis, SpeechSlice } from '../../ports/asr.ts'
import { moduleBeside } from '../../threads/module-beside.ts'
import { createThreadPool, type ThreadPool } from '../../threads/pool.ts'
import { startThread } from '../../threads/thread.ts'
import { newLock } from './loading-lock.ts'
import type { MoonshineSize } from './model-files.ts'
import type { ModelRequest, PreparedModel } from './prepare-worker.ts'

/** Settings of the engine. `threads` recognisers run side by side, each with its own copy of the model. */
export interface MoonshineOptions {
  size: MoonshineSize
  threads: number
  /** Folder for files derived from the installed weights. */
  modelsDir: string
  batchRows: number
  batchSeconds: number
}

const MAX_SLICE_MS = 29_000

/** Starts the engine; models load in the background, `ready` tells when. */
export function createMoonshine(options: MoonshineOptions): AsrEngine {
  const pool = startPool(options)
  // Asked once, while nothing else is queued: a busy pool would keep the answer waiting.
  const loaded = pool.then((threads) =>
    Promise.all(Array.from({ length: options.threads }, () => threads.run([]))),
  )
  loaded.catch(() => undefined)
  return {
    capabilities: {
      name: `moonshine-${options.size}`,
      languages: ['en-US', 'en-GB', 'en-AU'],
      maxSliceMs: MAX_SLICE_MS,
      batchRows: options.batchRows,
      batchSeconds: options.batchSeconds,
      threads: options.threads,
      digitsOnly: true,
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
        (threads) => threads.close(),
        () => undefined,
      )
    },
  }
}

type Pool = ThreadPool<readonly SpeechSlice[], Hypothesis[]>

async function startPool({ size, modelsDir, threads }: MoonshineOptions): Promise<Pool> {
  const preparer = startThread<ModelRequest, PreparedModel>(
    moduleBeside(import.meta, 'prepare-worker'),
    null,
    'model preparation',
  )
  const prepared = await preparer.call({ size, modelsDir }).finally(() => preparer.close())
  let count = 0
  const loading = newLock()
  return createThreadPool(threads, () =>
    startThread(
      moduleBeside(import.meta, 'recogniser-worker'),
      { ...prepared, loading },
      `recogniser ${++count}`,
    ),
  )
}
