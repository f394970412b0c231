import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inRanges, parseAddress, parseAllowList } from './allow-list.ts'

const covers = (entry: string, address: string) =>
  inRanges(parseAddress(address)!, parseAllowList([entry]).ranges)

test('addresses and CIDR ranges of both families are understood', () => {
  assert.ok(covers('127.0.0.1', '127.0.0.1'))
  assert.ok(!covers('127.0.0.1', '127.0.0.2'))
  assert.ok(covers(' 10.0.0.0/8 ', '10.255.0.1'))
  assert.ok(!covers('10.0.0.0/8', '11.0.0.1'))
  assert.ok(covers('10.1.2.3/8', '10.9.9.9'), 'host bits beyond the prefix are ignored')
  assert.ok(covers('0.0.0.0/0', '192.168.1.1'))
  assert.ok(covers('fd00::/8', 'fd12::1'))
  assert.ok(covers('[::1]', '::1'))
  assert.ok(!covers('::/0', '10.0.0.1'), 'an IPv6 range opens no IPv4 address')
})

test('IPv4-mapped addresses are the IPv4 addresses they carry', () => {
  assert.ok(covers('::ffff:10.0.0.0/104', '10.1.1.1'))
  assert.ok(!covers('::ffff:10.0.0.0/104', '11.1.1.1'))
  assert.ok(covers('10.0.0.0/8', '::ffff:10.1.1.1'))
})

test('host names are compared as the URL parser writes them', () => {
  const { hosts, ranges } = parseAllowList(['Recorder.Internal', 'münchen.example.', 'db_1'])
  assert.deepEqual([...hosts], ['recorder.internal', 'xn--mnchen-3ya.example', 'db_1'])
  assert.deepEqual(ranges, [])
})

for (const entry of [
  '',
  ' ',
  '10/8',
  '10.0.0',
  '127.1',
  '2130706433',
  '0x7f000001',
  '010.0.0.1',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.0/',
  '10.0.0.0/8/8',
  '::/129',
  '::ffff:10.0.0.0/95',
  '127.0.0.1:8080',
  'host:8080',
  'http://host',
  'host/path',
  '*.example.com',
  'user@host',
  'a b',
  '*',
]) {
  test(`"${entry}" is refused by name`, () => {
    assert.throws(
      () => parseAllowList(['10.0.0.0/8', entry]),
      (error: Error) => error.message.includes(`"${entry}"`) && error.message.startsWith('NETWORK_ALLOW'),
    )
  })
}
