// Loopback servers and folders for this folder's tests; nothing of the product imports it.
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

/** A request as the server saw it. */
export interface SeenRequest {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** A running server and what reached it. */
export interface TestServer {
  /** `http://127.0.0.1:<port>` */
  origin: string
  port: number
  requests: SeenRequest[]
}

/** Starts an HTTP server on 127.0.0.1 that is closed with the test. */
export async function serveHttp(
  t: TestContext,
  answer: (request: SeenRequest, response: ServerResponse, count: number) => void,
): Promise<TestServer> {
  const requests: SeenRequest[] = []
  const server = createServer(async (incoming, response) => {
    let body = ''
    for await (const chunk of incoming) body += chunk
    const { method = '', url: path = '', headers } = incoming
    const seen = { method, path, headers, body }
    answer(seen, response, requests.push(seen))
  })
  const port = await listen(server)
  t.after(() => closed(server))
  return { origin: `http://127.0.0.1:${port}`, port, requests }
}

/** Starts a server that gets the bare socket once a request's header arrived, to answer against the rules. */
export async function serveRaw(
  t: TestContext,
  answer: (socket: Socket, head: string, count: number) => void,
): Promise<{ origin: string; port: number; heads: string[] }> {
  const heads: string[] = []
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    let head = ''
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      if (head.includes('\r\n\r\n')) return
      head += chunk
      if (head.includes('\r\n\r\n')) answer(socket, head, heads.push(head))
    })
  })
  const port = await listen(server)
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    return closed(server)
  })
  return { origin: `http://127.0.0.1:${port}`, port, heads }
}

/** A private folder that is removed with the test. */
export async function tempFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'verbatim-fetch-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A port of 127.0.0.1 on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer()
  const port = await listen(server)
  await closed(server)
  return port
}

/** Listens on `host`.
 * @param port 0 = any free one */
export async function listen(server: TcpServer, host = '127.0.0.1', port = 0): Promise<number> {
  server.listen(port, host)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function closed(server: TcpServer): Promise<void> {
  server.close()
  ;(server as Partial<Server>).closeAllConnections?.()
  await once(server, 'close')
}
