// What the product tells of its own work: figures and spans. Neither ever holds a text of a call, an address, or the
// name of anybody; figures hold no sids either.
import { VerbatimError } from '../domain/errors.ts'
import type { KeyOf, LabelsOf } from '../domain/metrics.ts'

/** What a gauge shows, one entry for each combination of labels. */
export interface Sample<M extends KeyOf<'gauge'>> {
  labels: LabelsOf<M>
  value: number
}

/** Keeps figures. Nothing here throws. */
export interface Meter {
  /** Adds to a counter; `by` is 1 when left out. */
  count<M extends KeyOf<'counter'>>(metric: M, labels: LabelsOf<M>, by?: number): void
  /** Adds a value to a histogram. */
  observe<M extends KeyOf<'histogram'>>(metric: M, labels: LabelsOf<M>, value: number): void
  /** Has a gauge read whenever figures are asked for. A reading that fails leaves the gauge without samples. */
  watch<M extends KeyOf<'gauge'>>(metric: M, read: () => Sample<M>[] | Promise<Sample<M>[]>): void
}

/** All figures, as text. */
export interface Figures {
  contentType: string
  read(): Promise<string>
}

/** Which side of a call or a job a span is. */
export type SpanKind = 'internal' | 'server' | 'client' | 'consumer'
/** Facts of a span. The list is closed: nothing here can hold a text of a call, an address or a name. */
export type SpanAttributes = {
  'http.request.method'?: string
  /** The pattern, never the path. */
  'http.route'?: string
  'http.response.status_code'?: number
  /** A kind of job. */
  'messaging.destination.name'?: string
  'verbatim.job_id'?: string
  'verbatim.attempt'?: number
  'verbatim.request_id'?: string
  'verbatim.transcript_sid'?: string
}

/** A span that a tracer keeps. */
export interface TracedSpan {
  /** Names it to others (W3C Trace Context). */
  readonly traceParent: string
  note(attributes: SpanAttributes): void
  /** Marks it as failed with the key of an error. */
  fail(key: string): void
  end(): void
}

/** Sends spans to somebody. */
export interface Tracer {
  begin(span: {
    name: string
    kind: SpanKind
    attributes: SpanAttributes
    /** The `traceparent` it continues; null for the first of a trace. */
    parent: string | null
  }): TracedSpan
  /** Sends what is left, for a limited time. */
  close(): Promise<void>
}

/** What made a job come into being, kept with it. */
export interface Cause {
  requestId?: string
  traceParent?: string
}

/** A piece of work to be told of. */
export interface SpanRequest {
  name: string
  kind: SpanKind
  attributes?: SpanAttributes
  /** What it continues when that is not the work around it; null for nothing. */
  cause?: Cause | null
  /** Stand in every line of the log that is written inside. */
  logFields?: Record<string, string | number>
}

/** A piece of work under way. `traceParent` is null when nobody traces. */
export interface Span {
  readonly traceParent: string | null
  note(attributes: SpanAttributes): void
  /** Marks it as failed with the key of an error. */
  fail(key: string): void
  /** Does work as part of this span, asynchronous work included. */
  run<T>(work: () => T): T
  end(): void
}

/** Figures, spans, and where the running code stands among them. */
export interface Telemetry extends Meter {
  open(request: SpanRequest): Span
  /** What a job that is written now should keep; null when there is nothing to keep. */
  cause(): Cause | null
  /** What a line of the log that is written now should hold. */
  logFields(): Record<string, string | number>
}

/** Does `work` as a span of its own; it fails as the work does. */
export async function inSpan<T>(
  telemetry: Pick<Telemetry, 'open'>,
  request: SpanRequest,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const span = telemetry.open(request)
  try {
    return await span.run(() => work(span))
  } catch (error) {
    span.fail(errorKeyOf(error))
    throw error
  } finally {
    span.end()
  }
}

/** What an error is called where its text must not be told: its key, or the name of its class. */
export function errorKeyOf(error: unknown): string {
  if (error instanceof VerbatimError) return error.key
  return error instanceof Error ? error.constructor.name : 'unknown'
}

/** A span that nobody hears of. */
export const silentSpan: Span = {
  traceParent: null,
  note: () => undefined,
  fail: () => undefined,
  run: (work) => work(),
  end: () => undefined,
}

/** Tells nobody anything. */
export const silentTelemetry: Telemetry = {
  count: () => undefined,
  observe: () => undefined,
  watch: () => undefined,
  open: () => silentSpan,
  cause: () => null,
  logFields: () => ({}),
}
