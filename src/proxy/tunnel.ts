// Bytes passed on untouched, both ways, between a client's connection and a place it asked for.
import { connect } from 'node:net'
import { type Duplex, pipeline } from 'node:stream'
import { type Authority, formatAuthority } from './authority.ts'
import { endWith } from './refusal.ts'

/** What a client gets before the first byte of the other side. */
export const established = 'HTTP/1.1 200 Connection Established\r\n\r\n'

/** Connects `client` with `place`; 502 when it can not be reached. Either side's end or loss ends the other. */
export function tunnel(client: Duplex, place: Authority): void {
  const server = connect({ host: place.hostname, port: place.port, allowHalfOpen: true })
  const unreachable = () =>
    endWith(client, { status: 502, message: `The proxy cannot reach ${formatAuthority(place)}` })
  const abandon = () => void server.destroy()
  server.once('error', unreachable)
  server.on('error', () => server.destroy())
  client.once('close', abandon)
  server.once('connect', () => {
    server.off('error', unreachable)
    client.off('close', abandon)
    client.write(established)
    const lost = (cause?: Error | null) => {
      if (!cause) return
      client.destroy()
      server.destroy()
    }
    pipeline(client, server, lost)
    pipeline(server, client, lost)
  })
}
