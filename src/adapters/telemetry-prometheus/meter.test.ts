// Figures as Prometheus reads them: the text format 0.0.4, checked line by line.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type MetricKey, metrics } from '../../domain/metrics.ts'
import { createMeter } from './meter.ts'

// Prometheus reads NaN in any case; prom-client writes Nan.
const sampleShape = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (Na[Nn]|[+-]Inf|[+-]?[\d.]+(?:e[+-]?\d+)?)$/
const labelsShape = /^(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*$/

/** Reads exposition text strictly: every sample lies under the TYPE of its metric, no series comes twice. */
function readExposition(text: string) {
  assert.ok(text.endsWith('\n'))
  const series = new Map<string, number>()
  const types = new Map<string, string>()
  let current = ''
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, kind, name, rest] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? []
    if (kind === 'TYPE') types.set(name!, rest!)
    if (kind) current = name!
    else {
      const [, metric, labels = '', value] = sampleShape.exec(line) ?? assert.fail(`no sample: ${line}`)
      const suffix = types.get(current) === 'histogram' ? '(_bucket|_sum|_count)' : ''
      assert.match(metric!, new RegExp(`^${current}${suffix}$`))
      assert.match(labels, labelsShape)
      const key = line.slice(0, line.lastIndexOf(' '))
      assert.ok(!series.has(key), `twice: ${key}`)
      series.set(key, Number(value))
    }
  }
  return { series, types }
}

function open() {
  const failures: [MetricKey, string][] = []
  const meter = createMeter((metric, error) => void failures.push([metric, (error as Error).message]))
  return { meter, failures, read: async () => readExposition(await meter.read()) }
}

test('all counters and histograms are there before anything happened, with their kind', async () => {
  const { meter, read } = open()
  meter.watch('queueJobs', () => [])
  const { types } = await read()
  for (const { name, kind } of Object.values(metrics).filter((one) => one.kind !== 'gauge'))
    assert.equal(types.get(name), kind)
  assert.equal(types.get('verbatim_queue_jobs'), 'gauge')
  assert.equal(types.get('process_cpu_seconds_total'), 'counter')
  assert.match(meter.contentType, /^text\/plain; version=0\.0\.4/)
})

test('a histogram counts a value in every bucket that it fits in, its bound included', async () => {
  const { meter, read } = open()
  for (const seconds of [0.25, 0.3, 1e6]) meter.observe('jobDuration', { queue: 'webhook' }, seconds)
  const { series } = await read()
  const name = 'verbatim_job_duration_seconds'
  const bucket = (le: string) => series.get(`${name}_bucket{le="${le}",queue="webhook"}`)
  assert.deepEqual(['0.1', '0.25', '0.5', '7200', '+Inf'].map(bucket), [0, 1, 2, 2, 3])
  assert.equal(series.get(`${name}_count{queue="webhook"}`), 3)
  assert.equal(series.get(`${name}_sum{queue="webhook"}`), 1e6 + 0.55)
})

test('what stands in a label can not end it', async () => {
  const { meter, read } = open()
  meter.count('redactedSpans', { type: 'a"b\\c\nd{e="f"}' }, 2)
  const { series } = await read()
  assert.equal(series.get('verbatim_redacted_spans_total{type="a\\"b\\\\c\\nd{e=\\"f\\"}"}'), 2)
})

test('a gauge that can not be read has no samples, is told of, and the others are read', async () => {
  const { meter, failures, read } = open()
  meter.watch('queueJobs', () => Promise.reject(new Error('database is gone')))
  meter.watch('recogniserThreads', () => {
    throw new Error('no engine')
  })
  meter.watch('queueOldestDue', () => [{ labels: { queue: 'webhook', state: 'retry' }, value: 7 }])
  const { series } = await read()
  assert.equal(series.get('verbatim_queue_oldest_due_seconds{queue="webhook",state="retry"}'), 7)
  assert.deepEqual(
    [...series.keys()].filter((key) => /^verbatim_(queue_jobs|recogniser_threads)/.test(key)),
    [],
  )
  assert.deepEqual(failures.toSorted(), [
    ['queueJobs', 'database is gone'],
    ['recogniserThreads', 'no engine'],
  ])
})

test('a gauge that does not answer keeps nobody waiting for long', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { meter, failures } = open()
  meter.watch('queueJobs', () => new Promise(() => undefined))
  const text = meter.read()
  t.mock.timers.tick(2000)
  assert.match(await text, /verbatim_build_info|verbatim_fetch_bytes_total 0/)
  assert.deepEqual(failures, [['queueJobs', 'took too long']])
})

test('a gauge shows what is true now: samples of before are gone, a later reader replaces the first', async () => {
  const { meter, read } = open()
  let state = 'running'
  meter.watch('recogniserThreads', () => [{ labels: {}, value: 0 }])
  meter.watch('recogniserThreads', () => [{ labels: {}, value: 3 }])
  meter.watch('recogniserBatches', () => [{ labels: { state }, value: 1 }])
  await read()
  state = 'waiting'
  const { series } = await read()
  assert.equal(series.get('verbatim_recogniser_threads'), 3)
  assert.equal(series.get('verbatim_recogniser_batches{state="waiting"}'), 1)
  assert.equal(series.get('verbatim_recogniser_batches{state="running"}'), undefined)
})

test('a figure that is none is told of and harms no work', async () => {
  const { meter, failures, read } = open()
  meter.count('audioSeconds', {}, -1)
  meter.observe('realTimeFactor', {}, 'much' as never)
  meter.count('redactedSpans', { colour: 'red' } as never)
  assert.deepEqual(
    failures.map(([metric]) => metric),
    ['audioSeconds', 'realTimeFactor', 'redactedSpans'],
  )
  assert.equal((await read()).series.get('verbatim_audio_seconds_total'), 0)
})
