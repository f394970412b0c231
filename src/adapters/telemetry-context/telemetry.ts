// Joins figures and spans, and knows for any running code which request or job it belongs to.
import { AsyncLocalStorage } from 'node:async_hooks'
import { readTraceParent } from '../../domain/trace-parent.ts'
import {
  type Cause,
  type Meter,
  type Span,
  type SpanRequest,
  silentSpan,
  type Telemetry,
  type TracedSpan,
  type Tracer,
} from '../../ports/telemetry.ts'

/** Where running code stands. */
interface Place extends Cause {
  logFields: Record<string, string | number>
}

/** Joins a meter and a tracer; without a tracer spans carry only what lines of the log and jobs are to hold. */
export function createTelemetry({ meter, tracer }: { meter: Meter; tracer: Tracer | null }): Telemetry {
  const places = new AsyncLocalStorage<Place>()
  const nowhere: Place = { logFields: {} }

  function open(request: SpanRequest): Span {
    const { name, kind, attributes = {}, cause, logFields } = request
    if (!tracer && cause === undefined && !logFields) return silentSpan
    const around: Place = cause === undefined ? (places.getStore() ?? nowhere) : { ...cause, logFields: {} }
    const traced = tracer?.begin({ name, kind, attributes, parent: around.traceParent ?? null }) ?? null
    const place: Place = { logFields: { ...around.logFields, ...logFields, ...traceOf(traced) } }
    if (around.requestId) place.requestId = around.requestId
    if (traced) place.traceParent = traced.traceParent
    return {
      traceParent: traced?.traceParent ?? null,
      note: (more) => traced?.note(more),
      fail: (key) => traced?.fail(key),
      run: (work) => places.run(place, work),
      end: () => traced?.end(),
    }
  }

  return {
    ...meter,
    open,
    cause() {
      const { requestId, traceParent } = places.getStore() ?? nowhere
      if (!requestId && !traceParent) return null
      return { ...(requestId && { requestId }), ...(traceParent && { traceParent }) }
    },
    logFields: () => places.getStore()?.logFields ?? {},
  }
}

function traceOf(traced: TracedSpan | null): Record<string, string> {
  const parent = readTraceParent(traced?.traceParent)
  return parent ? { trace_id: parent.traceId } : {}
}
