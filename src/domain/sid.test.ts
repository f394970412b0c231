// Sids: what is made is recognised, and nothing else is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../testing/seeded-random.ts'
import { isSid, type SidKind, sidFrom, sidPattern, sidPrefixes } from './sid.ts'

const kinds = Object.keys(sidPrefixes) as SidKind[]
const ROUNDS = 500

test('the prefixes are those of the contract, each used once', () => {
  assert.deepEqual(sidPrefixes, {
    account: 'AC',
    apiKey: 'SK',
    service: 'GA',
    transcript: 'GT',
    sentence: 'GX',
    recording: 'RE',
    call: 'CA',
    publicKey: 'CR',
    operator: 'LY',
    operatorType: 'EY',
    delivery: 'NO',
    auditEntry: 'AU',
  })
  assert.equal(new Set(Object.values(sidPrefixes)).size, kinds.length)
})

test('a made sid has 34 characters, its prefix and its digits, and is of its own kind only', () => {
  const random = seededRandom(1)
  for (let round = 0; round < ROUNDS; round++) {
    const hex = random.hex(32)
    const kind = random.pick(kinds)
    const sid = sidFrom(kind, hex)
    assert.equal(sid, sidPrefixes[kind] + hex)
    assert.deepEqual(
      kinds.filter((other) => isSid(other, sid)),
      [kind],
    )
    assert.match(sid, new RegExp(sidPattern(kind)))
  }
})

test('hex digits of either case are recognised', () => {
  const random = seededRandom(2)
  for (let round = 0; round < ROUNDS; round++) {
    const mixed = [...random.hex(32)].map((digit) => random.pick([digit, digit.toUpperCase()])).join('')
    assert.ok(isSid('transcript', `GT${mixed}`), mixed)
  }
})

test('any one character changed to something that is no hex digit makes it no sid', () => {
  const random = seededRandom(3)
  for (let round = 0; round < ROUNDS; round++) {
    const sid = sidFrom('service', random.hex(32))
    const at = random.integer(0, 33)
    const wrong = random.pick(['g', 'Z', ' ', '-', '\n', '\0', 'é', '/', '%'])
    const broken = sid.slice(0, at) + wrong + sid.slice(at + 1)
    assert.equal(isSid('service', broken), false, JSON.stringify(broken))
  }
})

const digits = '0123456789abcdef'.repeat(2)
for (const text of [
  '',
  'GA',
  digits,
  `GA${digits.slice(1)}`,
  `GA${digits}0`,
  `GA${digits}\n`,
  ` GA${digits}`,
  `ga${digits}`,
  `GT${digits}`,
]) {
  test(`${JSON.stringify(text)} is not the sid of a service`, () =>
    assert.equal(isSid('service', text), false))
}

for (const hex of ['', digits.slice(1), `${digits}0`, digits.toUpperCase(), `${digits.slice(1)}g`]) {
  test(`no sid is made from ${JSON.stringify(hex)}`, () => {
    assert.throws(() => sidFrom('account', hex), RangeError)
  })
}
