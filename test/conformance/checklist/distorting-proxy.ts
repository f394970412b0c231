// A server that keeps no promise: passes everything on to the real one and bends the answers on the way back.
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request, as far as a distortion wants to know it. */
export interface SeenRequest {
  method: string
  /** With the query. */
  path: string
  body: string
}

/** An answer that may be changed. `body` is the text; see {@link bendJson}. */
export interface BentAnswer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** Changes the answer to a request, or returns it as it is. */
export type Distortion = (answer: BentAnswer, request: SeenRequest) => BentAnswer

/** A running proxy. */
export interface DistortingProxy {
  baseUrl: string
  close(): void
}

/** The same answer with its JSON changed by `change`, which may change it in place; other bodies stay. */
export function bendJson(
  answer: BentAnswer,
  change: (body: ReturnType<typeof JSON.parse>) => unknown,
): BentAnswer {
  if (!String(answer.headers['content-type']).startsWith('application/json')) return answer
  const body = JSON.parse(answer.body.toString('utf8'))
  return { ...answer, body: Buffer.from(JSON.stringify(change(body) ?? body)) }
}

/** Starts a proxy in front of `target`. The client's Host header goes along, so that addresses in answers lead back
 * through the proxy. */
export async function startDistortingProxy(target: string, distort: Distortion): Promise<DistortingProxy> {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const { hostname, port } = new URL(target)
    const onward = httpRequest(
      {
        hostname,
        port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
        agent: false,
      },
      async (response) => {
        const parts: Buffer[] = []
        for await (const part of response) parts.push(part as Buffer)
        const seen = { method: incoming.method!, path: incoming.url!, body: body.toString('utf8') }
        const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...headers } = response.headers
        const bent = distort({ status: response.statusCode!, headers, body: Buffer.concat(parts) }, seen)
        const set = Object.entries(bent.headers).filter(([, value]) => value !== undefined)
        outgoing.writeHead(bent.status, Object.fromEntries(set) as Record<string, string>)
        outgoing.end(bent.status === 204 ? undefined : bent.body)
      },
    )
    onward.on('error', () => outgoing.destroy())
    onward.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
