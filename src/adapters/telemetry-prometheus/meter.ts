// Figures kept with prom-client, in a registry of their own for each server.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type MetricKey, metrics } from '../../domain/metrics.ts'
import type { Figures, Meter } from '../../ports/telemetry.ts'

/** A gauge that takes longer is left out: figures are most wanted when something hangs. */
const READING_MS = 2000

/** Makes the meter and its figures, those of the process included. `onError` hears of what could not be kept or read;
 * whoever does the work that figures tell of does not. */
export function createMeter(onError: (metric: MetricKey, error: unknown) => void): Meter & Figures {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const counters = new Map<MetricKey, Counter>()
  const histograms = new Map<MetricKey, Histogram>()
  const attempt = (metric: MetricKey, work: () => void) => {
    try {
      work()
    } catch (error) {
      onError(metric, error)
    }
  }
  for (const [key, { kind, buckets, ...metric }] of entries(metrics)) {
    const settings = { ...metric, labelNames: metric.labels, registers: [registry] }
    if (kind === 'counter') counters.set(key, new Counter(settings))
    if (kind === 'histogram')
      histograms.set(key, new Histogram({ ...settings, buckets: [...(buckets ?? [])] }))
  }
  return {
    count: (metric, labels, by = 1) => attempt(metric, () => counters.get(metric)?.inc(labels, by)),
    observe: (metric, labels, value) => attempt(metric, () => histograms.get(metric)?.observe(labels, value)),
    watch(metric, read) {
      const { name, help, labels } = metrics[metric]
      registry.removeSingleMetric(name)
      new Gauge({
        name,
        help,
        labelNames: labels,
        registers: [registry],
        async collect() {
          const samples = await withinTime(read).catch((error) => {
            onError(metric, error)
            return []
          })
          this.reset()
          if (labels.length === 0 && samples.length === 0) this.remove()
          for (const sample of samples) this.set(sample.labels, sample.value)
        },
      })
    },
    contentType: registry.contentType,
    read: () => registry.metrics(),
  }
}

function entries(all: typeof metrics) {
  return Object.entries(all) as [MetricKey, (typeof metrics)[MetricKey]][]
}

async function withinTime<T>(read: () => T | Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('took too long')), READING_MS)
  })
  try {
    return await Promise.race([read(), late])
  } finally {
    clearTimeout(timer)
  }
}
