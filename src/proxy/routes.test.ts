import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAuthority } from './authority.ts'
import { routeOf, serves } from './routes.ts'
import { parseTunnels } from './tunnel-list.ts'

const route = (place: string, ...tunnels: string[]) =>
  routeOf(parseAuthority(place)!, 443, parseTunnels(tunnels))

for (const host of [
  'intelligence.twilio.com',
  'intelligence.us1.twilio.com',
  'intelligence.ie1.twilio.com',
  'intelligence.sydney.au1.twilio.com',
  'INTELLIGENCE.twilio.com.',
  'api.twilio.com',
  'api.dublin.ie1.twilio.com',
  'accounts.twilio.com',
]) {
  test(`${host} is answered on its standard port, unless told to tunnel it`, () => {
    assert.equal(route(`${host}:443`), 'answer')
    assert.equal(route(`${host}:443`, '*'), 'answer')
    assert.equal(route(`${host}:8443`), 'refuse')
    assert.equal(route(`${host}:8443`, '*'), 'refuse')
    assert.equal(route(`${host}:443`, host), 'tunnel')
    assert.equal(route(`${host}:443`, `${host}:443`), 'tunnel')
  })
}

for (const host of [
  'twilio.com',
  'voice.twilio.com',
  'xintelligence.twilio.com',
  'intelligence.twilio.com.evil.example',
  'intelligence.twilio.community',
  'intelligence.a.b.c.twilio.com',
  `intelligence.${'a'.repeat(19)}.twilio.com`,
  'example.com',
  '127.0.0.1',
  '::1',
]) {
  const place = host.includes(':') ? `[${host}]:443` : `${host}:443`
  test(`${host} is refused, unless told to tunnel it or everything`, () => {
    assert.equal(route(place), 'refuse')
    assert.equal(route(place, 'another.example'), 'refuse')
    assert.equal(route(place, '*'), 'tunnel')
    assert.equal(route(place, place), 'tunnel')
  })
}

test('a host given without port is let through on 80 and 443 only, one with a port on that only', () => {
  assert.equal(route('example.com:80', 'Example.com'), 'tunnel')
  assert.equal(route('example.com:443', 'example.com'), 'tunnel')
  assert.equal(route('example.com:8443', 'example.com'), 'refuse')
  assert.equal(route('example.com:8443', 'example.com:8443'), 'tunnel')
  assert.equal(route('example.com:443', 'example.com:8443'), 'refuse')
  assert.equal(route('sub.example.com:443', 'example.com'), 'refuse')
})

for (const value of ['', 'http://example.com', '*.example.com', 'example.com:0', 'example.com/path', 'a,b']) {
  test(`"${value}" can not be tunnelled`, () => {
    assert.throws(() => parseTunnels([value]), { message: `tunnel "${value}": must be host, host:port or *` })
  })
}

const account = `AC${'0'.repeat(32)}`
for (const [host, path, expected] of [
  ['intelligence.twilio.com', '/v2/Services?PageSize=1', true],
  ['intelligence.sydney.au1.twilio.com', '/anything', true],
  ['api.twilio.com', `/2010-04-01/Accounts/${account}/Recordings`, true],
  ['api.twilio.com', `/2010-04-01/Accounts/${account}/Recordings.json?Page=1`, true],
  ['api.twilio.com', `/2010-04-01/Accounts/${account}/Recordings/RE1.mp3`, true],
  ['api.twilio.com', `/2010-04-01/Accounts/${account}/Recordings?Page=1`, true],
  ['api.twilio.com', `/2010-04-01/Accounts/${account}/RecordingsX`, false],
  ['api.twilio.com', `/2010-04-01/Accounts/${account}/Calls.json`, false],
  ['api.twilio.com', `/x/2010-04-01/Accounts/${account}/Recordings`, false],
  ['api.twilio.com', `/2010-04-01/Accounts/a/b/Recordings`, false],
  ['api.twilio.com', '/v2/Services', false],
  ['accounts.twilio.com', '/v1/Credentials/PublicKeys', true],
  ['accounts.twilio.com', '/v1/Credentials/PublicKeys/CR1?x=y', true],
  ['accounts.twilio.com', '/v1/Credentials/AWS', false],
  ['accounts.twilio.com', '/v1/Credentials/PublicKeysX', false],
  ['example.com', '/v2/Services', false],
] as const) {
  test(`${host}${path} is ${expected ? '' : 'not '}served`, () => assert.equal(serves(host, path), expected))
}
