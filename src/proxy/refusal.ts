// What the proxy answers by itself: errors in Twilio's shape (contract section 7), on a request or on a bare socket.
import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ErrorKey, errorCatalogue } from '../domain/errors.ts'

/** An error answer. `message` holds nothing private: no query, no credential. */
export interface Refusal {
  status: 400 | 403 | 404 | 502
  message: string
}

const keys: Record<Refusal['status'], ErrorKey> = {
  400: 'invalidParameter',
  403: 'forbidden',
  404: 'notFound',
  // Twilio's code for a service that is down; the status says that a gateway found it so.
  502: 'unavailable',
}

/** Answers a request with `refusal`. */
export function answerWith(response: ServerResponse, refusal: Refusal): void {
  const body = bodyOf(refusal)
  response.writeHead(refusal.status, headersOf(body)).end(body)
}

/** Answers a CONNECT with `refusal` and ends the connection. */
export function endWith(socket: Duplex, refusal: Refusal): void {
  const body = bodyOf(refusal)
  const headers = Object.entries({ ...headersOf(body), Connection: 'close' })
  const head = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function bodyOf({ status, message }: Refusal): string {
  const { code } = errorCatalogue[keys[status]]
  return JSON.stringify({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status })
}

function headersOf(body: string): Record<string, string | number> {
  return { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
}
