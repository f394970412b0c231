// The time limit of bodies, on real sockets: it holds for what is sent to us, not for what we send.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import Fastify from 'fastify'
import { errorCatalogue } from '../domain/errors.ts'
import { installErrors } from './error-body.ts'
import { installForms } from './form.ts'

const LIMIT_MS = 100
const timeout = 60_000
/** More than the buffers between two sockets take. */
const large = 'x'.repeat(64 << 20)

async function serve(limitMs = LIMIT_MS) {
  const app = Fastify()
  installErrors(app)
  await app.register(async (forms) => {
    await installForms(forms, limitMs)
    forms.post('/', async (request) => request.body)
    forms.get('/slow', async () => Readable.from(slowly()))
    forms.get('/large', async () => large)
  })
  after(() => app.close())
  const { promise: cut, resolve } = Promise.withResolvers<void>()
  app.server.once('connection', (socket: Socket) => socket.once('close', () => resolve()))
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { port: (app.server.address() as AddressInfo).port, cut }
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

const form = 'Content-Type: application/x-www-form-urlencoded'
const slowForm = `POST / HTTP/1.1\r\nHost: x\r\n${form}\r\nContent-Length: 10\r\n\r\na=1`

test('a body that comes too slowly is refused, and the sender hears why', { timeout }, async () => {
  const { port } = await serve()
  const socket = connect(port, '127.0.0.1')
  socket.write(slowForm)
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.on('error', () => undefined)
  await once(socket, 'close')
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  assert.match(head, /^HTTP\/1\.1 408 /)
  assert.match(head, /\r\nconnection: close/i)
  const { sentence: message } = errorCatalogue.requestTooSlow
  const more_info = 'https://www.twilio.com/docs/errors/20422'
  assert.deepEqual(JSON.parse(body), { code: 20422, message, more_info, status: 408 })
})

test('a sender that is too slow and reads nothing is cut off', { timeout }, async () => {
  const { port, cut } = await serve()
  const socket = connect(port, '127.0.0.1')
  socket.pause()
  socket.on('error', () => undefined)
  after(() => socket.destroy())
  // What it does not read keeps the refusal from being sent.
  socket.write(`GET /large HTTP/1.1\r\nHost: x\r\n\r\n${slowForm}`)
  await cut
})

test('a body that was refused before it came is not waited for either', { timeout }, async () => {
  const { port, cut } = await serve()
  const socket = connect(port, '127.0.0.1')
  socket.pause()
  socket.on('error', () => undefined)
  after(() => socket.destroy())
  socket.write(`GET /large HTTP/1.1\r\nHost: x\r\n\r\n${slowForm.replace(form, 'Content-Type: text/plain')}`)
  await cut
})

test('a body in time is read', async () => {
  // Long enough for a machine that is busy with other things.
  const { port } = await serve(30_000)
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    body: new URLSearchParams({ a: '1' }),
  })
  assert.deepEqual(await response.json(), { a: '1' })
})
