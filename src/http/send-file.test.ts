// Files that are sent, on real sockets: what was opened for an answer is closed, whatever becomes of the answer.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { Readable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { installErrors } from './error-body.ts'
import { type SentFile, sendFile } from './send-file.ts'

const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 251))
const timeout = 60_000

/** A server of one file, which it begins to answer with once `begin` has settled. */
async function serve(t: TestContext, read: SentFile['read'], begin: () => Promise<unknown> = async () => {}) {
  const asked = Promise.withResolvers<{ gone: Promise<unknown> }>()
  const app = Fastify()
  installErrors(app)
  app.get('/', async (request, reply) => {
    asked.resolve({ gone: once(request.raw.socket, 'close') })
    await begin()
    const file = { size: bytes.length, etag: 'tag', contentType: 'audio/wav', fileName: 'a.wav', read }
    return sendFile(request, reply, file)
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(() => app.close())
  return { url, port: (app.server.address() as AddressInfo).port, asked: asked.promise }
}

test('a client that leaves before its answer begins leaves nothing open', { timeout }, async (t) => {
  const opened = Promise.withResolvers<Readable>()
  const left = Promise.withResolvers<void>()
  const read = async () => {
    const stream = new Readable({ read: () => undefined })
    opened.resolve(stream)
    return stream
  }
  const { port, asked } = await serve(t, read, () => left.promise)
  const socket = connect(port, '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  const { gone } = await asked
  socket.destroy()
  await gone
  left.resolve()
  const stream = await opened.promise
  if (!stream.closed) await once(stream, 'close')
})

test('a file comes whole and in part, whatever can be iterated', async (t) => {
  const part = (range = { start: 0, end: bytes.length - 1 }) => bytes.subarray(range.start, range.end + 1)
  const sources: SentFile['read'][] = [
    async (range) => Readable.from([part(range)]),
    async (range) =>
      (async function* () {
        yield part(range)
      })(),
  ]
  for (const read of sources) {
    const { url } = await serve(t, read)
    const whole = await fetch(url)
    assert.equal(whole.headers.get('content-length'), String(bytes.length))
    assert.deepEqual(Buffer.from(await whole.arrayBuffer()), bytes)
    const some = await fetch(url, { headers: { range: 'bytes=10-19' } })
    assert.deepEqual(
      [some.status, some.headers.get('content-range'), some.headers.get('content-length')],
      [206, `bytes 10-19/${bytes.length}`, '10'],
    )
    assert.deepEqual(Buffer.from(await some.arrayBuffer()), bytes.subarray(10, 20))
  }
})

test('a file that can not be opened is an error as any other, without a range', async (t) => {
  const { url } = await serve(t, async () => {
    throw new Error('there is no such file')
  })
  const { status, headers } = await fetch(url, { headers: { range: 'bytes=10-19' } })
  assert.deepEqual([status, headers.get('content-range')], [500, null])
})
