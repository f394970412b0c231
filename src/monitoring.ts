// What tells of a process: figures always, spans where a collector is configured. Packages for spans are loaded only
// then.
import { readFileSync } from 'node:fs'
import { createTelemetry } from './adapters/telemetry-context/telemetry.ts'
import { createMeter } from './adapters/telemetry-prometheus/meter.ts'
import type { Config } from './config.ts'
import type { Figures, Telemetry } from './ports/telemetry.ts'

/** What parts tell, and what is asked for. */
export interface Monitoring {
  telemetry: Telemetry
  figures: Figures
  /** Sends the spans that are left, for some seconds at most. */
  close(): Promise<void>
}

type OtelSettings =
  | 'OTEL_EXPORTER_OTLP_ENDPOINT'
  | 'OTEL_EXPORTER_OTLP_HEADERS'
  | 'OTEL_SERVICE_NAME'
  | 'OTEL_TRACES_SAMPLER_ARG'

/** Starts telling. `debug` hears of what could not be told; that is no failure of anything else. */
export async function openMonitoring(
  config: Pick<Config, OtelSettings>,
  debug: (fields: object, message: string) => void,
): Promise<Monitoring> {
  const version = versionOf(new URL('../package.json', import.meta.url))
  const meter = createMeter((metric, err) => debug({ metric, err }, 'a figure could not be read'))
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = config
  const otel = endpoint ? await import('./adapters/telemetry-otel/tracer.ts') : null
  const tracer =
    otel && endpoint
      ? otel.createTracer(
          {
            endpoint,
            headers: config.OTEL_EXPORTER_OTLP_HEADERS,
            serviceName: config.OTEL_SERVICE_NAME,
            version,
            share: config.OTEL_TRACES_SAMPLER_ARG,
          },
          (err) => debug({ err }, 'traces could not be sent'),
        )
      : null
  const telemetry = createTelemetry({ meter, tracer })
  telemetry.watch('buildInfo', () => [{ labels: { version, node: process.version }, value: 1 }])
  // Until an engine says otherwise.
  telemetry.watch('recogniserThreads', () => [{ labels: {}, value: 0 }])
  return { telemetry, figures: meter, close: async () => tracer?.close() }
}

function versionOf(file: URL): string {
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const found = typeof read === 'object' && read !== null && 'version' in read ? read.version : null
  return typeof found === 'string' ? found : 'unknown'
}
