// The time limit of bodies, on real sockets: it holds for what is sent to us, not for what we send.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import Fastify from 'fastify'
import { installErrors } from './error-body.ts'
import { installForms } from './form.ts'

const LIMIT_MS = 100

async function serve() {
  const app = Fastify()
  installErrors(app)
  await app.register(async (forms) => {
    await installForms(forms, LIMIT_MS)
    forms.post('/', async (request) => request.body)
    forms.get('/slow', async () => Readable.from(slowly()))
  })
  after(() => app.close())
  return app.listen({ port: 0, host: '127.0.0.1' }).then(() => app.server.address() as AddressInfo)
}

async function* slowly() {
  for (let part = 0; part < 5; part++) {
    yield `${part}`
    await delay(LIMIT_MS / 2)
  }
}

test('an answer may take longer than a body may', async () => {
  const { port } = await serve()
  const response = await fetch(`http://127.0.0.1:${port}/slow`)
  assert.equal(await response.text(), '01234')
})

test('a body that comes too slowly is refused', async () => {
  const { port } = await serve()
  const socket = connect(port, '127.0.0.1')
  const type = 'Content-Type: application/x-www-form-urlencoded'
  socket.write(`POST / HTTP/1.1\r\nHost: x\r\n${type}\r\nContent-Length: 10\r\nConnection: close\r\n\r\na=1`)
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.on('error', () => undefined)
  await once(socket, 'close')
  assert.doesNotMatch(answer, / 200 /)
})

test('a body in time is read', async () => {
  const { port } = await serve()
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    body: new URLSearchParams({ a: '1' }),
  })
  assert.deepEqual(await response.json(), { a: '1' })
})
