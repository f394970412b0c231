// Spans sent to an OpenTelemetry collector (OTLP over HTTP, JSON). Imported only where a collector is configured. What
// the collector does not take is dropped: it holds nothing up.
import {
  SpanKind as OtelKind,
  ROOT_CONTEXT,
  type SpanContext,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { readTraceParent, writeTraceParent } from '../../domain/trace-parent.ts'
import type { SpanKind, Tracer } from '../../ports/telemetry.ts'

/** Where spans go, under which name, and how many. */
export interface TracerSettings {
  /** Address of the collector, without `/v1/traces`. */
  endpoint: string
  headers: Record<string, string>
  serviceName: string
  version: string
  /** Share (0..1) of the traces that begin here; one that others began goes on as they decided. */
  share: number
}

const SEND_EVERY_MS = 2000
const SEND_MS = 5000
const FLUSH_MS = 3000
const MOST_SPANS_KEPT = 2048

const kinds: Record<SpanKind, OtelKind> = {
  internal: OtelKind.INTERNAL,
  server: OtelKind.SERVER,
  client: OtelKind.CLIENT,
  consumer: OtelKind.CONSUMER,
}

/** Makes the tracer. `onError` hears when spans could not be sent. */
export function createTracer(settings: TracerSettings, onError: (error: Error) => void): Tracer {
  const { endpoint, headers, serviceName, version, share } = settings
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, headers, timeoutMillis: SEND_MS })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName, 'service.version': version }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: telling(exporter, onError),
        scheduledDelayMillis: SEND_EVERY_MS,
        exportTimeoutMillis: SEND_MS + 1000,
        maxQueueSize: MOST_SPANS_KEPT,
      }),
    ],
  })
  const tracer = provider.getTracer('verbatim', version)
  return {
    begin({ name, kind, attributes, parent }) {
      const context = parentContext(parent)
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes }, context)
      const { traceId, spanId, traceFlags } = span.spanContext()
      return {
        traceParent: writeTraceParent({ traceId, spanId, sampled: (traceFlags & 1) === 1 }),
        note: (more) => void span.setAttributes(more),
        fail(key) {
          span.setAttribute('error.type', key)
          span.setStatus({ code: SpanStatusCode.ERROR, message: key })
        },
        end: () => span.end(),
      }
    },
    close: () => limited(provider.shutdown().catch(onError)),
  }
}

function parentContext(text: string | null) {
  const parent = readTraceParent(text)
  if (!parent) return ROOT_CONTEXT
  const { traceId, spanId, sampled } = parent
  const remote: SpanContext = { traceId, spanId, traceFlags: sampled ? 1 : 0, isRemote: true }
  return trace.setSpanContext(ROOT_CONTEXT, remote)
}

/** Failures are told of once per batch, and end with it: the batch is not kept. */
function telling(inner: SpanExporter, onError: (error: Error) => void): SpanExporter {
  return {
    export: (spans, done) =>
      inner.export(spans, (result) => {
        if (result.code !== 0) onError(result.error ?? new Error('spans could not be sent'))
        done({ code: 0 })
      }),
    shutdown: () => inner.shutdown(),
  }
}

async function limited(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, FLUSH_MS)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}
