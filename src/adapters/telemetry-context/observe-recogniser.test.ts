// The load of a recogniser as gauges.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Hypothesis } from '../../ports/asr.ts'
import { silentTelemetry, type Telemetry } from '../../ports/telemetry.ts'
import { hypothesis, scriptedAsr } from '../../testing/scripted-asr.ts'
import { observeRecogniser } from './observe-recogniser.ts'

test('batches beyond the threads wait, and one that fails is neither running nor waiting', async () => {
  const gauges = new Map<string, () => unknown>()
  const telemetry = {
    ...silentTelemetry,
    watch: (metric: string, read: () => unknown) => void gauges.set(metric, read),
  } as Telemetry
  const hearing: PromiseWithResolvers<Hypothesis>[] = []
  const slow = scriptedAsr(() => {
    const heard = Promise.withResolvers<Hypothesis>()
    hearing.push(heard)
    return heard.promise
  })
  const capabilities = { ...slow.capabilities, threads: 2 }
  const asr = observeRecogniser({ ...slow, capabilities }, telemetry)
  const load = () => gauges.get('recogniserBatches')!()
  const shows = (running: number, waiting: number) => [
    { labels: { state: 'running' }, value: running },
    { labels: { state: 'waiting' }, value: waiting },
  ]
  assert.deepEqual(gauges.get('recogniserThreads')!(), [{ labels: {}, value: 2 }])
  assert.deepEqual(load(), shows(0, 0))
  const slice = { path: 'x', firstSample: 0, sampleCount: 16_000 }
  const batches = [1, 2, 3].map(() => asr.recognise([slice]))
  await new Promise(setImmediate)
  assert.deepEqual(load(), shows(2, 1))
  hearing[0]!.resolve(hypothesis('yes', { fromMs: 0, toMs: 1 }))
  hearing[1]!.reject(new Error('broken'))
  await Promise.allSettled(batches.slice(0, 2))
  assert.deepEqual(load(), shows(1, 0))
  hearing[2]!.resolve(hypothesis('', { fromMs: 0, toMs: 1 }))
  await batches[2]
  assert.deepEqual(load(), shows(0, 0))
})
