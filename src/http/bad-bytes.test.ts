// What is no HTTP request gets an answer in Twilio's shape too.
import assert from 'node:assert/strict'
import { type AddressInfo, connect } from 'node:net'
import { after, before, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { answerBadBytes, installErrors } from './error-body.ts'
import { securityHeaders } from './security-headers.ts'

let app: FastifyInstance
before(async () => {
  app = Fastify({ clientErrorHandler: answerBadBytes })
  installErrors(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app.close())

async function say(bytes: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.write(bytes)
  let answer = ''
  for await (const chunk of socket) answer += chunk
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  assert.match(head, /content-type: application\/json/i)
  for (const [name, value] of Object.entries(securityHeaders))
    assert.ok(head.includes(`${name}: ${value}`), name)
  return { status: Number(head.split(' ')[1]), body: JSON.parse(body) }
}

for (const [what, bytes, status] of [
  ['noise', 'this is not HTTP\r\n\r\n', 400],
  ['a broken header', 'GET / HTTP/1.1\r\nHost: a\r\nbad header\r\n\r\n', 400],
  ['a header without end', `GET / HTTP/1.1\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`, 431],
] as const) {
  test(`${what} is answered with ${status}`, async () => {
    const { status: answered, body } = await say(bytes)
    assert.equal(answered, status)
    assert.deepEqual(Object.keys(body), ['code', 'message', 'more_info', 'status'])
    assert.equal(body.status, status)
  })
}
