// Errors on the wire: Twilio's legacy shape, always (contract section 7). Never `type` or `title`: newer SDKs
// would raise another class of exception.
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { ConnectionError, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type ErrorKey, errorCatalogue, fault, VerbatimError } from '../domain/errors.ts'
import { isStorageFull } from '../domain/storage-full.ts'
import { securityHeaders } from './security-headers.ts'

/** The body of every error answer. */
export interface ErrorBody {
  code: number
  message: string
  more_info: string
  status: number
}

/** Fastify's own refusals by status, in our words. */
const byStatus: Record<number, ErrorKey> = {
  400: 'invalidParameter',
  404: 'notFound',
  405: 'methodNotAllowed',
  413: 'bodyTooLarge',
  414: 'invalidParameter',
  415: 'unsupportedBodyType',
  431: 'invalidParameter',
  503: 'unavailable',
}

/** Makes every error and every unknown path answer in Twilio's shape; the text of a 5xx never leaves. */
export function installErrors(app: FastifyInstance) {
  app.setErrorHandler((error: FastifyError | VerbatimError, request, reply) => {
    const known = toKnown(error, request)
    if (isBusy(known)) request.log.warn({ code: known.code }, known.message)
    else if (known.status === undefined || known.status >= 500)
      request.log.error({ err: error }, 'request failed')
    return sendError(reply, known)
  })
  app.setNotFoundHandler((request, reply) => sendError(reply, pathNotFound(request)))
}

/** A refusal because others are served: nothing went wrong. */
function isBusy({ key, cause }: VerbatimError): boolean {
  return key === 'unavailable' && cause === undefined
}

/** For Fastify's `frameworkErrors`: a path that is not well encoded is one that does not exist. No hook runs here. */
export function answerBadPath(_error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  reply.headers({ ...securityHeaders, 'Twilio-Request-Id': request.id })
  return sendError(reply, pathNotFound(request))
}

/** The error for a path, or a resource under it, that does not exist. */
export function pathNotFound(request: FastifyRequest): VerbatimError {
  return fault('notFound', `The requested resource ${request.url.split('?')[0]} was not found`)
}

function toKnown(error: FastifyError | VerbatimError, request: FastifyRequest): VerbatimError {
  // Whatever a full disk made go wrong, it is the full disk that the caller can wait for.
  const keepsItsKey = error instanceof VerbatimError && error.key === 'storageFull'
  if (!keepsItsKey && isStorageFull(error)) return fault('storageFull', undefined, { cause: error })
  if (error instanceof VerbatimError) return error
  // A malformed sid in a path names nothing.
  if (error.validation && error.validationContext === 'params') return pathNotFound(request)
  if (error.validation) return fault('invalidParameter', error.message)
  const status = error.statusCode ?? 500
  const key = byStatus[status] ?? (status >= 400 && status < 500 ? 'invalidParameter' : undefined)
  return key ? fault(key) : fault('internal', undefined, { cause: error })
}

/** For Fastify's `clientErrorHandler`: bytes that are no HTTP request, or come too slowly. There is no request to
 * answer yet, so the answer is written by hand and the connection ends. */
export function answerBadBytes(error: ConnectionError, socket: Socket) {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const status = late ? 408 : error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400
  const body = JSON.stringify({ ...bodyOf(fault('invalidParameter', badBytes[status])), status })
  const headers = {
    ...securityHeaders,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
}

const badBytes: Record<number, string> = {
  400: 'The request is not valid HTTP',
  408: 'The request took too long to arrive',
  431: 'The header of the request is too large',
}

function bodyOf(error: VerbatimError): ErrorBody {
  const hidden = error.status === undefined || error.status >= 500
  const { status = 500, code } = hidden && error.status === undefined ? errorCatalogue.internal : error
  const message = hidden ? (status === 503 ? error.message : errorCatalogue.internal.sentence) : error.message
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
}

function sendError(reply: FastifyReply, error: VerbatimError) {
  const body = bodyOf(error)
  // A page of ours asks for credentials itself; the browser would put its own question in front of it.
  const asksItself = reply.request.headers['x-verbatim-page'] !== undefined
  if (body.status === 401 && !asksItself) reply.header('WWW-Authenticate', 'Basic realm="Twilio API"')
  return reply.status(body.status).type('application/json').send(body)
}
