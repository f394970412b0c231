// A relay over which nothing comes any more, as when a machine or what lies between is gone: nobody is told.
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from 'node:net'

/** A relay that can fall silent. */
export interface SilentRelay {
  port: number
  /** Carries nothing from now on: on the connections of this moment, or on `all`, later ones included. */
  fallSilent(which: 'present' | 'all'): void
  /** Connections from near that are open. */
  open(): number
  /** The first bytes that came on each connection. */
  firsts: Buffer[]
  close(): Promise<void>
}

/** Relays from a free port of `host` to `target`. */
async function startSilentRelay(target: NetConnectOpts, { host = '127.0.0.1' } = {}): Promise<SilentRelay> {
  const sockets = new Set<Socket>()
  const nears = new Set<Socket>()
  const silent = new Set<Socket>()
  const firsts: Buffer[] = []
  let allSilent = false
  // Both sides would otherwise be answered when they end.
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ ...target, allowHalfOpen: true })
    nears.add(near)
    near.once('data', (piece) => firsts.push(piece))
    near.on('close', () => nears.delete(near))
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      const isSilent = () => allSilent || silent.has(one)
      one.on('data', (piece) => isSilent() || other.write(piece))
      one.on('end', () => isSilent() || other.end())
      one.on('error', () => undefined)
      one.on('close', () => {
        sockets.delete(one)
        if (!isSilent()) other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  return {
    port: (server.address() as AddressInfo).port,
    fallSilent(which) {
      for (const one of sockets) silent.add(one)
      allSilent ||= which === 'all'
    },
    open: () => nears.size,
    firsts,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const one of sockets) one.destroy()
      await closed
    },
  }
}

/** Puts a relay before the PostgreSQL of `url`, which listens on a Unix socket or a port.
 * @returns the relay, and the address of the same database through it */
export async function startRelayTo(url: string, { host = '127.0.0.1' } = {}) {
  const address = new URL(url)
  const folder = address.searchParams.get('host')
  const target = folder
    ? { path: `${folder}/.s.PGSQL.${address.port || 5432}` }
    : { host: address.hostname, port: Number(address.port || 5432) }
  const relay = await startSilentRelay(target, { host })
  address.search = ''
  address.host = `${host}:${relay.port}`
  return { relay, url: address.href }
}
