// One request passed on to a server and its answer passed back, both as streams. Knows nothing of who may ask.
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { pipeline, Transform } from 'node:stream'
import { endToEndHeaders } from './end-to-end-headers.ts'
import { answerWith } from './refusal.ts'

/** Where a request goes. */
export interface Destination {
  /** The server; a path in it is put before the request's. */
  server: URL
  /** Path and query. */
  path: string
  /** Replaces the Host that the client sent; needed for requests in absolute form (RFC 9112 section 3.2.2). */
  host?: string
}

/** Sends `request` to its destination and the answer to `response`: method, headers and body as they are. A server
 * that can not be reached is a 502. When the client goes away the server's connection is closed too, and a server
 * that breaks off breaks the client's connection. `failed` hears why a server could not be reached. */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { to, failed }: { to: Destination; failed: (reason: string) => void },
): void {
  const { server, path } = to
  const send = server.protocol === 'https:' ? httpsRequest : httpRequest
  const outgoing = send(server, {
    method: request.method ?? 'GET',
    path: server.pathname.replace(/\/+$/, '') + path,
    headers: headersFor(request, to.host),
    // A connection each: one kept open may be closed by the server just as a POST is sent on it.
    agent: false,
  })
  outgoing.on('response', (answer) => {
    response.writeHead(
      answer.statusCode ?? 502,
      answer.statusMessage ?? '',
      endToEndHeaders(answer.rawHeaders),
    )
    pipeline(answer, response, () => {
      outgoing.destroy()
      discardRest(request)
    })
  })
  outgoing.on('error', (cause: NodeJS.ErrnoException) => {
    if (response.headersSent || response.destroyed) return
    discardRest(request)
    failed(cause.code ?? cause.message)
    answerWith(response, { status: 502, message: `The proxy got no answer from ${server.origin}` })
  })
  response.on('close', () => {
    if (!response.writableFinished) outgoing.destroy()
  })
  request.pipe(oneChunkPerTurn()).pipe(outgoing)
}

/** A server that refuses a long body answers and closes: between two chunks its answer can be read, before writing
 * to the closed connection fails and takes it away. */
function oneChunkPerTurn(): Transform {
  return new Transform({ transform: (chunk, _, done) => void setImmediate(done, null, chunk) })
}

/** Takes what the client still sends, so that it gets to read its answer. */
function discardRest(request: IncomingMessage): void {
  request.unpipe()
  request.resume()
}

function headersFor(request: IncomingMessage, host: string | undefined): string[] {
  const headers = endToEndHeaders(request.rawHeaders)
  if (host !== undefined) {
    const at = headers.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === 'host')
    if (at >= 0) headers[at + 1] = host
    else headers.unshift('Host', host)
  }
  const framed = 'content-length' in request.headers || 'transfer-encoding' in request.headers
  // No framing means no body; without this Node would send an empty one in chunks.
  return framed ? headers : [...headers, 'Content-Length', '0']
}
