import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endToEndHeaders } from './end-to-end-headers.ts'

test('headers pass in the order and spelling they came in, repeated ones too', () => {
  const raw = ['Host', 'a', 'X-One', '1', 'x-one', '2', 'Content-Length', '3', 'Transfer-Encoding', 'chunked']
  assert.deepEqual(endToEndHeaders(raw), raw)
})

test('what concerns one hop does not pass, nor what Connection names', () => {
  const raw = ['Connection', 'keep-alive, X-Mine', 'x-mine', '1', 'Keep-Alive', 'timeout=5', 'TE', 'trailers']
  raw.push(
    'Proxy-Authorization',
    'Basic eDp5',
    'Proxy-Connection',
    'keep-alive',
    'Upgrade',
    'h2c',
    'Accept',
    '*/*',
  )
  assert.deepEqual(endToEndHeaders(raw), ['Accept', '*/*'])
})
