// The proxy as a whole: one HTTP server that takes CONNECT and absolute-form requests, answers for Twilio's
// Intelligence hosts through a Verbatim server, and refuses or tunnels the rest.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { splitAbsolute } from './absolute-form.ts'
import { answer } from './answer.ts'
import { type Authority, formatAuthority, parseAuthority } from './authority.ts'
import type { CertificateAuthority } from './certificate-authority.ts'
import { forward } from './forward.ts'
import { createLeafCache } from './leaf-cache.ts'
import { answerWith, endWith, type Refusal } from './refusal.ts'
import { routeOf } from './routes.ts'
import { established, tunnel } from './tunnel.ts'
import type { TunnelList } from './tunnel-list.ts'

/** How a proxy runs. */
export interface ProxyOptions {
  host: string
  /** 0 = a free one. */
  port: number
  /** The Verbatim server, http or https. */
  target: URL
  tunnels: TunnelList
  authority: CertificateAuthority
  /** Gets a line for each request and each refusal: method, host, path and status; no query, header or body. */
  report(line: string): void
}

/** A proxy that listens. */
export interface RunningProxy {
  address: Authority
  /** Stops listening and ends every connection. */
  close(): Promise<void>
}

/** How long an idle connection of a client is kept. */
const KEEP_ALIVE_MS = 65_000

/** Starts a proxy (contract section 17, way D).
 * @throws Error when it can not listen */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const server = createServer((request, response) => onRequest(options, request, response))
  server.keepAliveTimeout = KEEP_ALIVE_MS
  const terminate = createTermination(options)
  server.on('connect', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    // What the client has sent ahead of the answer belongs to what follows.
    socket.unshift(head)
    onConnect(options, request, { socket, terminate })
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const { address, port } = server.address() as AddressInfo
  return {
    address: { hostname: address, port },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

type Terminate = (hostName: string, socket: Duplex) => void

/** Takes connections to our names: TLS ends here, under a certificate of the name. */
function createTermination(options: ProxyOptions): Terminate {
  const serverFor = createLeafCache({
    issue: options.authority.issue,
    now: Date.now,
    build: (hostName, { key, cert }) => {
      const server = createTlsServer({ key, cert, minVersion: 'TLSv1.2' }, (request, response) => {
        const path = splitAbsolute(request.url)?.path ?? request.url ?? ''
        answer({ hostName, path }, { ...options, request, response })
      })
      server.keepAliveTimeout = KEEP_ALIVE_MS
      return server.on('tlsClientError', (error: NodeJS.ErrnoException) => {
        options.report(
          `${hostName}: no TLS connection (${error.code ?? error.message}); is NODE_EXTRA_CA_CERTS set?`,
        )
      })
    },
  })
  // Node documents both: a server takes connections from outside, before the handshake.
  return (hostName, socket) => serverFor(hostName).emit('connection', socket)
}

function onConnect(
  { tunnels, report }: ProxyOptions,
  request: IncomingMessage,
  { socket, terminate }: { socket: Duplex; terminate: Terminate },
): void {
  const place = parseAuthority(request.url ?? '')
  const route = place && routeOf(place, 443, tunnels)
  if (!place) {
    endWith(socket, { status: 400, message: 'CONNECT needs host:port' })
  } else if (route === 'tunnel') {
    tunnel(socket, place)
  } else if (route === 'answer') {
    socket.write(established)
    terminate(place.hostname, socket)
  } else {
    report(`refused CONNECT ${formatAuthority(place)}`)
    endWith(socket, refusalFor(place))
  }
}

/** A request that came without CONNECT. */
function onRequest(options: ProxyOptions, request: IncomingMessage, response: ServerResponse): void {
  const { tunnels, report } = options
  const asked = splitAbsolute(request.url)
  const standardPort = asked?.scheme === 'https' ? 443 : 80
  const place = asked && parseAuthority(asked.authority, standardPort)
  const route = place && routeOf(place, standardPort, tunnels)
  if (!place) {
    answerWith(response, { status: 404, message: 'This is the proxy of Verbatim; use it through HTTP_PROXY' })
  } else if (route === 'answer') {
    const { authority: host, path } = asked
    answer({ hostName: place.hostname, path, host }, { ...options, request, response })
  } else if (route === 'tunnel' && asked.scheme === 'http') {
    const server = new URL(`http://${formatAuthority(place)}`)
    const to = { server, path: asked.path, host: asked.authority }
    forward(request, response, { to, failed: (reason) => report(`no answer from ${server.host}: ${reason}`) })
  } else {
    report(`refused ${request.method} ${asked.scheme}://${formatAuthority(place)}`)
    answerWith(response, refusalFor(place))
  }
}

function refusalFor(place: Authority): Refusal {
  const name = formatAuthority(place)
  return {
    status: 403,
    message: `The proxy of Verbatim does not serve ${name}; --tunnel ${name} lets it through`,
  }
}
