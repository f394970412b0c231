// The identity of a span as it goes over the wire: W3C Trace Context, header `traceparent`.

const shape = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/** A span of this process or another. */
export interface TraceParent {
  traceId: string
  spanId: string
  sampled: boolean
}

/** Reads a `traceparent`; null when it is none. */
export function readTraceParent(text: unknown): TraceParent | null {
  const match = typeof text === 'string' ? shape.exec(text) : null
  if (!match) return null
  const [, traceId, spanId, flags] = match
  return { traceId: traceId!, spanId: spanId!, sampled: (Number.parseInt(flags!, 16) & 1) === 1 }
}

/** Writes a `traceparent`. */
export function writeTraceParent({ traceId, spanId, sampled }: TraceParent): string {
  return `00-${traceId}-${spanId}-0${sampled ? 1 : 0}`
}
