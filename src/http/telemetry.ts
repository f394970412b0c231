// Requests told of: how long they take by route pattern, and a span for each that everything it causes belongs to.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readTraceParent, writeTraceParent } from '../domain/trace-parent.ts'
import type { Span, Telemetry } from '../ports/telemetry.ts'

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])
/** Asked for all the time by machines: counted, not traced. */
const untraced = new Set(['/healthz', '/readyz', '/metrics'])

/** Tells of every request of `app`, those that match no route included. */
export function installTelemetry(app: FastifyInstance, telemetry: Telemetry) {
  const spans = new WeakMap<FastifyRequest, Span>()
  app.addHook('onRequest', (request, reply, done) => {
    const startedMs = performance.now()
    const method = methods.has(request.method) ? request.method : 'other'
    const route = request.routeOptions.url ?? 'none'
    const span = untraced.has(route) ? null : openSpan(request, { method, route }, telemetry)
    whenAnswered(reply, (status) => {
      telemetry.observe('httpRequest', { method, route, status }, (performance.now() - startedMs) / 1000)
      if (status !== 'aborted') span?.note({ 'http.response.status_code': reply.statusCode })
      if (status === 'aborted' || reply.statusCode >= 500) span?.fail(status)
      span?.end()
    })
    if (!span) return done()
    spans.set(request, span)
    span.run(done)
  })
  // Whoever reads a body goes on where the socket's events come from, not where the request began.
  app.addHook('preValidation', (request, _reply, done) => {
    const span = spans.get(request)
    if (span) span.run(done)
    else done()
  })
}

function openSpan(
  request: FastifyRequest,
  { method, route }: { method: string; route: string },
  telemetry: Telemetry,
): Span {
  const given = readTraceParent(request.headers.traceparent)
  return telemetry.open({
    name: `${method} ${route}`,
    kind: 'server',
    attributes: { 'http.request.method': method, 'http.route': route, 'verbatim.request_id': request.id },
    cause: { requestId: request.id, ...(given && { traceParent: writeTraceParent(given) }) },
  })
}

/** Calls `done` once, with the status of the answer, or `aborted` when the client went away before it was whole. A
 * stream of events is never whole: its reader leaves when it has heard enough. */
function whenAnswered(reply: FastifyReply, done: (status: string) => void) {
  const { raw } = reply
  let whole = false
  raw.once('finish', () => {
    whole = true
  })
  raw.once('close', () => {
    const streaming = raw.headersSent && reply.getHeader('content-type') === 'text/event-stream'
    done(whole || streaming ? String(reply.statusCode) : 'aborted')
  })
}
