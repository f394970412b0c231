import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAddressRules } from './address-rules.ts'

const none = createAddressRules([])
const web = { hostname: 'media.example', port: 443 }

for (const address of [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::7f00:1',
  '100::1',
  '2001::1',
  '2001:2::1',
  '2001:20::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  '4000::1',
  '5f00::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '',
  'localhost',
  '127.1',
]) {
  test(`an empty allow list does not permit "${address}"`, () => {
    assert.equal(none.permits(web, address), false)
  })
}

for (const address of [
  '1.1.1.1',
  '9.255.255.255',
  '11.0.0.1',
  '93.184.216.34',
  '100.128.0.1',
  '172.32.0.1',
  '::ffff:93.184.216.34',
  '2606:4700:4700::1111',
  '2a00:1450:4001::1',
]) {
  test(`the public address ${address} is permitted on ports 80 and 443 only`, () => {
    assert.equal(none.permits(web, address), true)
    assert.equal(none.permits({ ...web, port: 80 }, address), true)
    assert.equal(none.permits({ ...web, port: 8080 }, address), false)
  })
}

test('a listed range is permitted on every port, and nothing beside it', () => {
  const rules = createAddressRules(['10.0.0.0/8'])
  assert.ok(rules.permits({ ...web, port: 9000 }, '10.1.2.3'))
  assert.ok(rules.permits({ ...web, port: 9000 }, '::ffff:10.1.2.3'))
  assert.ok(!rules.permits({ ...web, port: 9000 }, '1.1.1.1'))
  assert.ok(!rules.permits(web, '192.168.0.1'))
})

test('a listed host is permitted wherever it points, with or without the final dot', () => {
  const rules = createAddressRules(['recorder.internal'])
  assert.ok(rules.permits({ hostname: 'recorder.internal', port: 9000 }, '10.1.2.3'))
  assert.ok(rules.permits({ hostname: 'recorder.internal.', port: 9000 }, '10.1.2.3'))
  assert.ok(!rules.permits({ hostname: 'x.recorder.internal', port: 80 }, '10.1.2.3'))
})

test('a URL is refused by its text when the scheme, the literal address or the port is', () => {
  const refusal = (text: string) => none.refusal(new URL(text))
  assert.match(refusal('ftp://media.example/a')!, /http/)
  assert.match(refusal('http://127.0.0.1/')!, /NETWORK_ALLOW/)
  assert.match(refusal('http://[::1]/')!, /NETWORK_ALLOW/)
  assert.match(refusal('http://LOCALHOST/')!, /NETWORK_ALLOW/)
  assert.match(refusal('http://a.localhost./')!, /NETWORK_ALLOW/)
  assert.match(refusal('http://media.example:8080/')!, /port/)
  assert.match(refusal('http://1.1.1.1:22/')!, /port/)
  assert.equal(refusal('https://user:secret@media.example:443/a?b'), null)
  assert.equal(refusal('http://media.example:443/'), null)
  assert.equal(refusal('http://notlocalhost/'), null)
})

test('a name on another port is left to its addresses once ranges are listed', () => {
  const refusal = (allow: string, text: string) => createAddressRules([allow]).refusal(new URL(text))
  assert.equal(refusal('10.0.0.0/8', 'http://recorder.internal:9000/'), null)
  assert.equal(refusal('recorder.internal', 'http://recorder.internal:9000/'), null)
  assert.match(refusal('recorder.internal', 'http://media.example:9000/')!, /port/)
  assert.match(refusal('10.0.0.0/8', 'http://1.1.1.1:9000/')!, /port/)
})
