// For this folder's tests: a proxy with an authority of its own, a server behind it that keeps what it is asked,
// and the ways a client goes through.
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { openCertificateAuthority } from './certificate-authority.ts'
import { type RunningProxy, startProxy } from './proxy.ts'
import { parseTunnels } from './tunnel-list.ts'

/** Starts an HTTP server on loopback that ends with the test. Returns its address. */
export async function startServer(
  t: TestContext,
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<URL> {
  const server = createServer(handler).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

/** A proxy under test. */
export interface TestProxy {
  proxy: RunningProxy
  /** What it reported so far. */
  reports: string[]
  /** Sends CONNECT; resolves with the answer's head and the connection, whatever the status. */
  connect(place: string): Promise<{ answer: IncomingMessage; socket: Socket; head: Buffer }>
  /** A TLS connection to `hostName` through it, the certificate checked as by a client that trusts it alone. */
  connectTls(hostName: string): Promise<TLSSocket>
}

/** Starts a proxy in front of `target` that ends with the test. */
export async function startTestProxy(
  t: TestContext,
  { target, tunnels = [] }: { target: URL; tunnels?: string[] },
): Promise<TestProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-proxy-'))
  const authority = openCertificateAuthority(folder, Date.now)
  const reports: string[] = []
  const proxy = await startProxy({
    host: '127.0.0.1',
    port: 0,
    target,
    tunnels: parseTunnels(tunnels),
    authority,
    report: (line) => reports.push(line),
  })
  t.after(async () => {
    await proxy.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const { hostname: host, port } = proxy.address
  const connect: TestProxy['connect'] = async (place) => {
    const asking = request({ host, port, method: 'CONNECT', path: place, agent: false }).end()
    const [answer, socket, head] = (await once(asking, 'connect')) as [IncomingMessage, Socket, Buffer]
    t.after(() => socket.destroy())
    return { answer, socket, head }
  }
  return {
    proxy,
    reports,
    connect,
    async connectTls(hostName) {
      const { socket } = await connect(`${hostName}:443`)
      const ca = readFileSync(authority.certificateFile)
      const secure = connectTls({ socket, servername: hostName, ca })
      t.after(() => secure.destroy())
      await once(secure, 'secureConnect')
      return secure
    },
  }
}
