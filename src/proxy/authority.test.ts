import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatAuthority, parseAuthority } from './authority.ts'

for (const [text, hostname, port] of [
  ['Intelligence.Twilio.com:443', 'intelligence.twilio.com', 443],
  ['intelligence.twilio.com.:443', 'intelligence.twilio.com', 443],
  ['127.0.0.1:1', '127.0.0.1', 1],
  ['[::1]:65535', '::1', 65535],
] as const) {
  test(`${text} is understood, and written back in its plain form`, () => {
    const place = parseAuthority(text)
    assert.deepEqual(place, { hostname, port })
    assert.deepEqual(parseAuthority(formatAuthority(place!)), place)
  })
}

for (const text of [
  '',
  ':443',
  'host',
  'host:',
  'host:0',
  'host:65536',
  'host:x',
  '::1:443',
  '.:443',
  'u@host:1',
]) {
  test(`"${text}" is no host:port`, () => assert.equal(parseAuthority(text), null))
}

for (const text of ['a b:1', 'a/b:1', 'host:1/', 'host:1\r\nX: y', 'http://host:1']) {
  test(`${JSON.stringify(text)} is no host:port`, () => assert.equal(parseAuthority(text), null))
}

test('a missing port is the given one', () => {
  assert.deepEqual(parseAuthority('host', 80), { hostname: 'host', port: 80 })
  assert.deepEqual(parseAuthority('[::1]', 80), { hostname: '::1', port: 80 })
  assert.deepEqual(parseAuthority('host:81', 80), { hostname: 'host', port: 81 })
})
