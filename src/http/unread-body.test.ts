// Senders that still write while their request is refused, on real sockets.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import Fastify from 'fastify'
import { installErrors } from './error-body.ts'
import { installUnreadBodies, type PatienceLimits } from './unread-body.ts'

const MIB = 1 << 20
const PIECE = MIB / 4
/** Longer than anything here takes on a machine that is busy with other things. */
const LONG_MS = 30_000

/** A server that refuses bodies over 1 kB. */
async function serve(patience: PatienceLimits | null) {
  const app = Fastify({ bodyLimit: 1000 })
  installErrors(app)
  if (patience) installUnreadBodies(app, patience)
  app.post('/', async () => 'read')
  await app.listen({ port: 0, host: '127.0.0.1' })
  after(() => app.close())
  return (app.server.address() as AddressInfo).port
}

/** Posts a body of `bytes` as slow as a far sender would, its last piece only after an end of the connection was waited
 * for where `cut` expects one: the status seen, or the error of the connection, and whether the connection let the whole
 * body through. */
async function post(
  port: number,
  bytes: number,
  { cut = false } = {},
): Promise<[outcome: string, whole: boolean]> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let answer = ''
  let broken = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    broken = error.code ?? 'error'
  })
  socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: ${bytes}\r\n\r\n`)
  const over = () => broken !== '' || socket.readableEnded || socket.destroyed
  const until = async (condition: () => boolean) => {
    for (const endMs = performance.now() + LONG_MS; !condition() && performance.now() < endMs; )
      await delay(20)
  }
  let sent = 0
  for (; sent < bytes && !over(); sent += PIECE) {
    if (cut && sent + PIECE >= bytes) {
      await until(over)
      if (over()) break
    }
    socket.write(Buffer.alloc(Math.min(PIECE, bytes - sent)))
    await delay(20)
  }
  const whole = sent >= bytes && !broken
  await until(() => over() || answer.includes('\r\n\r\n'))
  socket.destroy()
  return [broken || answer.slice(9, 12), whole]
}

test('a sender that writes on while its request is refused sees the whole body off, and the answer', async () => {
  const port = await serve({ bytes: 16 * MIB, ms: LONG_MS })
  assert.deepEqual(await post(port, 2 * MIB), ['413', true])
  assert.deepEqual(await post(port, 900), ['200', true])
})

test('without it the connection ends in the middle of the body', async () => {
  const [, whole] = await post(await serve(null), 2 * MIB, { cut: true })
  assert.equal(whole, false)
})

test('patience ends after its bytes and after its time', { timeout: 4 * LONG_MS }, async () => {
  const [, whole] = await post(await serve({ bytes: MIB, ms: 10 * LONG_MS }), 4 * MIB, { cut: true })
  assert.equal(whole, false)
  const port = await serve({ bytes: 16 * MIB, ms: 50 })
  const socket = connect(port, '127.0.0.1')
  socket.write(
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 5000\r\n\r\nand then nothing',
  )
  socket.resume()
  // Nothing else would end it.
  await once(socket, 'close')
})
