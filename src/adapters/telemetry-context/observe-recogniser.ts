// The recogniser with its load told of.
import type { AsrEngine } from '../../ports/asr.ts'
import type { Telemetry } from '../../ports/telemetry.ts'

/** Tells how many threads there are, how many batches run on them and how many wait; without an engine there are none. */
export function observeRecogniser(engine: AsrEngine, telemetry: Telemetry): AsrEngine {
  const { threads } = engine.capabilities
  let inside = 0
  telemetry.watch('recogniserThreads', () => [{ labels: {}, value: threads }])
  telemetry.watch('recogniserBatches', () => [
    { labels: { state: 'running' }, value: Math.min(inside, threads) },
    { labels: { state: 'waiting' }, value: Math.max(0, inside - threads) },
  ])
  return {
    capabilities: engine.capabilities,
    ready: () => engine.ready(),
    close: () => engine.close(),
    async recognise(batch, signal) {
      inside++
      try {
        return await engine.recognise(batch, signal)
      } finally {
        inside--
      }
    },
  }
}
