// What processing the sample call costs, stage by stage, for the benchmark of operators.
import { fileURLToPath } from 'node:url'
import { readConfig } from '../src/config.ts'
import { preBuiltOperators } from '../src/domain/operator-catalogue.ts'
import { openLocal } from '../src/local.ts'

/** Transcribes the sample call twice, with all operators; of the second time, in milliseconds: all stages but the
 * operators, the operators, and how long the call is. */
export async function measureProcessing(): Promise<{ otherMs: number; operateMs: number; audioMs: number }> {
  const local = await openLocal(readConfig({ WORKERS: '1' }))
  try {
    const transcribe = () =>
      local.transcribe({
        path: fileURLToPath(new URL('../test/fixtures/sample-call.wav', import.meta.url)),
        languageCode: 'en-US',
        redaction: true,
        operators: preBuiltOperators,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      })
    await transcribe()
    const { stageMs, audio } = await transcribe()
    const { operate: operateMs = 0, ...others } = stageMs
    const otherMs = Object.values(others).reduce((sum, ms) => sum + ms, 0)
    return { otherMs, operateMs, audioMs: audio.durationMs }
  } finally {
    await local.close()
  }
}
