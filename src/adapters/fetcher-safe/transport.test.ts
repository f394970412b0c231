// The transport under back-pressure.
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildConnector } from 'undici'
import { createTransport } from './transport.ts'

test('a connection that ends while its body waits to be read harms nobody', async (t) => {
  const body = Buffer.alloc(1 << 20, 'a')
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`)
      socket.end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const transport = createTransport(buildConnector({}))
  t.after(async () => {
    await transport.close()
    server.close()
  })
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const { signal } = new AbortController()
  const response = await transport.open({ method: 'GET', url, headers: {}, signal, headersMs: 0, idleMs: 0 })
  await sleep(300)
  let bytes = 0
  for await (const chunk of response.body) bytes += (chunk as Buffer).length
  assert.equal(bytes, body.length)
})
