// A stand-in for the socket between node-postgres and PostgreSQL: bytes travel as messages to the thread that
// hosts PGlite.
import { Duplex } from 'node:stream'
import type { Worker } from 'node:worker_threads'

/** Messages to the hosting thread. A connection is one session; `end` closes it. */
export type ToHost =
  | { kind: 'data'; connection: number; bytes: Uint8Array }
  | { kind: 'end'; connection: number }
  | { kind: 'close' }

/** Messages from the hosting thread. */
export type FromHost =
  | { kind: 'ready' }
  | { kind: 'failed'; error: Error }
  | { kind: 'data'; connection: number; bytes: Uint8Array }
  | { kind: 'closed' }

/** The parts of a socket that node-postgres calls beside those of a stream. */
class WireStream extends Duplex {
  connect(): this {
    queueMicrotask(() => this.emit('connect'))
    return this
  }
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }
}

/** Opens connection number `connection` to the PGlite in `host`. */
export function createWireStream(host: Worker, connection: number): Duplex {
  const post = (message: ToHost) => host.postMessage(message)
  const send = (bytes: Uint8Array) => post({ kind: 'data', connection, bytes: new Uint8Array(bytes) })
  const receive = (message: FromHost) => {
    if (message.kind === 'data' && message.connection === connection) stream.push(Buffer.from(message.bytes))
  }
  host.on('message', receive)
  const stream = new WireStream({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      send(chunk)
      done()
    },
    // node-postgres corks the messages of one statement: they go over in one piece and are answered in one.
    writev(chunks, done) {
      send(Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer)))
      done()
    },
    final(done) {
      done()
      stream.push(null)
    },
    destroy(error, done) {
      host.off('message', receive)
      post({ kind: 'end', connection })
      done(error)
    },
  })
  return stream
}
