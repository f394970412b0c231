// Requests byte by byte: paths and headers that HTTP clients would put in order before sending.
import { connect } from 'node:net'

/** Everything that came back on one connection, taken apart. */
export interface RawAnswer {
  status: number
  /** As they came, in order; names in lower case. */
  headers: [name: string, value: string][]
  body: string
  /** How many answers came; more than one means that one request was read as several. */
  answers: number
}

/** Sends `bytes` to `baseUrl` and reads until the server closes the connection.
 * @throws Error when nothing came back */
export async function sendRaw(baseUrl: string, bytes: string | Uint8Array): Promise<RawAnswer> {
  const { hostname, port } = new URL(baseUrl)
  const socket = connect(Number(port), hostname)
  socket.write(bytes)
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('latin1')
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) throw new Error(`no answer: ${JSON.stringify(text)}`)
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return {
    status: Number(statusLine.split(' ')[1]),
    headers,
    body: text.slice(end + 4),
    answers: text.match(/HTTP\/1\.1 \d{3} /g)?.length ?? 0,
  }
}

/** A request without a body that ends its connection. `target` goes out as it is.
 * @param headers lines without their end */
export function rawRequest(method: string, target: string, headers: readonly string[] = []): string {
  const lines = [`${method} ${target} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close', ...headers]
  return `${lines.join('\r\n')}\r\n\r\n`
}
