// How long who is refused after how many wrong credentials; time is a number here.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { AccountSid, ApiKeySid } from '../domain/sid.ts'
import { anAccount, anApiKey } from '../testing/builders.ts'
import { addressBlock, createLockout, type Lockout } from './lockout.ts'

const rules = {
  perUser: 3,
  perAddress: 8,
  firstWaitMs: 1000,
  longestWaitMs: 5000,
  forgetMs: 60_000,
  remembered: 20,
}
const here = '192.0.2.1'
const there = '192.0.2.2'
let now: number
let lockout: Lockout
let user: AccountSid | ApiKeySid
beforeEach(() => {
  now = 5
  lockout = createLockout(rules, () => now)
  user = anAccount()
})
const failTimes = (times: number, attempt: { address: string; user: string }) =>
  Array.from({ length: times }, () => lockout.failed(attempt))

test('by the usual rules the hundredth failure in a row costs a second, the next two, and at most five minutes', () => {
  lockout = createLockout(undefined, () => now)
  const waits = failTimes(112, { address: here, user })
  assert.deepEqual(waits.slice(0, 99), Array(99).fill(0))
  const seconds = [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]
  assert.deepEqual(
    waits.slice(99),
    seconds.map((one) => one * 1000),
  )
})

test('by the usual rules an address that tries an account each waits from the thousandth on', () => {
  lockout = createLockout(undefined, () => now)
  const waits = Array.from({ length: 1002 }, () => lockout.failed({ address: here, user: anAccount() }))
  assert.deepEqual(waits, [...Array(999).fill(0), 1000, 2000, 4000])
})

test('a wait runs off, and the next failure begins one of twice the length', () => {
  const attempt = { address: here, user }
  failTimes(3, attempt)
  assert.equal(lockout.waitMs(attempt), 1000)
  now += 999
  assert.equal(lockout.waitMs(attempt), 1)
  now += 1
  assert.equal(lockout.waitMs(attempt), 0)
  assert.equal(lockout.failed(attempt), 2000)
})

test('a success ends the row; a failure after it is the first again', () => {
  const attempt = { address: here, user }
  failTimes(3, attempt)
  now += 1000
  lockout.succeeded(attempt)
  assert.deepEqual(failTimes(3, attempt), [0, 0, 1000])
})

test('the same user from another address, and another user from the same one, are heard', () => {
  failTimes(5, { address: here, user })
  assert.ok(lockout.waitMs({ address: here, user }) > 0)
  assert.equal(lockout.waitMs({ address: there, user }), 0)
  assert.equal(lockout.waitMs({ address: here, user: anAccount() }), 0)
  for (const kind of [anAccount(), anApiKey().sid])
    assert.equal(lockout.failed({ address: here, user: kind }), 0)
})

test('one address over many users is refused all users but those who got in from there before', () => {
  const known = { address: here, user: anApiKey().sid }
  lockout.succeeded(known)
  for (let i = 0; i < 8; i++) lockout.failed({ address: here, user: anAccount() })
  assert.ok(lockout.waitMs({ address: here, user }) > 0)
  assert.ok(lockout.waitMs({ address: here, user: 'nobody' }) > 0)
  assert.equal(lockout.waitMs({ address: there, user }), 0)
  assert.equal(lockout.waitMs(known), 0)
  // Known or not, guessing its own secret is refused as ever.
  failTimes(3, known)
  assert.ok(lockout.waitMs(known) > 0)
})

test('user names that can not exist count as one', () => {
  assert.deepEqual(
    ['root', 'admin', '', 'x'.repeat(9999)].map((one) => lockout.failed({ address: here, user: one })),
    [0, 0, 1000, 2000],
  )
  assert.ok(lockout.waitMs({ address: here, user: 'somebody' }) > 0)
  assert.equal(lockout.waitMs({ address: here, user }), 0)
})

test('a row is forgotten some time after its wait, and not before', () => {
  const attempt = { address: here, user }
  failTimes(4, attempt)
  now += 2000 + rules.forgetMs - 1
  assert.equal(lockout.failed(attempt), 4000)
  now += 4000 + rules.forgetMs
  assert.deepEqual(failTimes(3, attempt), [0, 0, 1000])
})

test('memory is bounded: beyond its size the row longest untouched goes, and no other', () => {
  const attempts = Array.from({ length: rules.remembered + 1 }, (_, at) => ({
    address: `10.0.0.${at}`,
    user,
  }))
  for (const attempt of attempts) failTimes(2, attempt)
  assert.equal(lockout.failed(attempts.at(-1)!), 1000, 'the newest is remembered')
  assert.equal(lockout.failed(attempts[1]!), 1000, 'the second oldest is remembered')
  assert.equal(lockout.failed(attempts[0]!), 0, 'the oldest is not')
})

for (const [one, other] of [
  ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
  ['2001:db8:1:2::1', '[2001:DB8:1:2:0:0:0:9]:443'],
  ['fe80::1%eth0', 'fe80::2%eth1'],
  ['192.0.2.1', '::ffff:192.0.2.1'],
  ['192.0.2.1', '::ffff:c000:201'],
  ['192.0.2.1', '192.0.2.1:51234'],
  ['', 'no address'],
  ['unknown', '1'],
] as const) {
  test(`${JSON.stringify(one)} and ${JSON.stringify(other)} count as one client`, () => {
    assert.equal(addressBlock(one), addressBlock(other))
    failTimes(3, { address: one, user })
    assert.ok(lockout.waitMs({ address: other, user }) > 0)
  })
}

for (const [one, other] of [
  ['192.0.2.1', '192.0.2.2'],
  ['2001:db8:1:2::1', '2001:db8:1:3::1'],
  ['2001:db8:1:2::1', '2001:db8:0:2::1'],
  ['::1', '127.0.0.1'],
  ['192.0.2.1', 'no address'],
] as const) {
  test(`${one} and ${other} are two clients`, () => {
    failTimes(3, { address: one, user })
    assert.equal(lockout.waitMs({ address: other, user }), 0)
  })
}
