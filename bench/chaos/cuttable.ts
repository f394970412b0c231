// A TCP relay that can be cut, or slowed down: what a network does to a machine.
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

/** A relay. */
export interface Cuttable {
  port: number
  /** Breaks all connections, and takes no new ones for so long. */
  cut(ms: number): void
  /** Carries nothing for so long and then all of it, as TCP does over a network that was away: nobody is told. */
  hold(ms: number): void
  close(): void
}

/** Relays from a free port of `host` to `target`, each piece `delayMs` late. */
export async function startCuttable(
  target: NetConnectOpts,
  { host = '127.0.0.1', delayMs = 0 } = {},
): Promise<Cuttable> {
  const open = new Set<Socket>()
  let cutUntilMs = 0
  let heldUntilMs = 0
  const wait = async () => {
    if (delayMs > 0) await sleep(delayMs)
    while (performance.now() < heldUntilMs) await sleep(heldUntilMs - performance.now())
  }
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
      // What was sent before an orderly end is still on its way.
      one.on('close', (failed) => {
        open.delete(one)
        if (failed) other.destroy()
      })
      one.pipe(late(wait)).pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const cutNow = () => {
    for (const one of open) one.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut(ms) {
      cutUntilMs = performance.now() + ms
      cutNow()
    },
    hold(ms) {
      heldUntilMs = performance.now() + ms
    },
    close() {
      server.close()
      cutNow()
    },
  }
}

function late(wait: () => Promise<void>): Transform {
  return new Transform({
    async transform(piece, _encoding, done) {
      await wait()
      done(null, piece)
    },
  })
}
