// A TCP relay that can be cut, or slowed down: what a network does to a machine.
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

/** A relay on loopback. */
export interface Cuttable {
  port: number
  /** Breaks all connections, and takes no new ones for so long. */
  cut(ms: number): void
  close(): void
}

/** Relays to `target`, each piece `delayMs` late. */
export async function startCuttable(target: NetConnectOpts, delayMs = 0): Promise<Cuttable> {
  const open = new Set<Socket>()
  let cutUntilMs = 0
  const server = createServer((near) => {
    if (performance.now() < cutUntilMs) {
      near.destroy()
      return
    }
    const far = connect(target)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => undefined)
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(late(delayMs)).pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cutNow = () => {
    for (const one of open) one.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut(ms) {
      cutUntilMs = performance.now() + ms
      cutNow()
    },
    close() {
      server.close()
      cutNow()
    },
  }
}

function late(delayMs: number): Transform {
  return new Transform({
    async transform(piece, _encoding, done) {
      if (delayMs > 0) await sleep(delayMs)
      done(null, piece)
    },
  })
}
