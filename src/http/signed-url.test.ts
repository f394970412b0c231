// Signed addresses: valid for one path and one hour, and for nothing else.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { seededRandom } from '../testing/seeded-random.ts'
import { createUrlSigner } from './signed-url.ts'

const HOUR_MS = 3_600_000
const path = '/x/v1/Media/GT1/original/GT1.wav'
const now = new Date('2026-01-02T03:04:05.678Z')
const signer = createUrlSigner(randomBytes(32))

function signed(of = path) {
  const url = new URL(signer.sign(of, now), 'http://host')
  const [exp, sig] = [url.searchParams.get('exp')!, url.searchParams.get('sig')!]
  return { path: url.pathname, exp, sig }
}

const later = (ms: number) => new Date(now.getTime() + ms)

test('a signed path is valid from now on for about an hour', () => {
  const { exp, sig } = signed()
  for (const [ms, valid] of [
    [0, true],
    [HOUR_MS - 1000, true],
    [HOUR_MS + 1, false],
    [24 * HOUR_MS, false],
  ] as const) {
    assert.equal(signer.verify(path, { exp, sig }, later(ms)), valid, `${ms} ms later`)
  }
  assert.equal(Number(exp), Math.floor(now.getTime() / 1000) + 3600)
})

test('the path stays as it was, in front of the query', () => {
  assert.ok(signer.sign(path, now).startsWith(`${path}?`))
  assert.equal(signed().path, path)
})

const { exp, sig } = signed()
const later60 = String(Number(exp) + 60)
const refused: [what: string, path: string, query: { exp?: string; sig?: string }][] = [
  ['no query', path, {}],
  ['no signature', path, { exp }],
  ['no expiry', path, { sig }],
  ['an empty signature', path, { exp, sig: '' }],
  ['another path', path.replace('GT1', 'GT2'), { exp, sig }],
  ['the path with a slash at its end', `${path}/`, { exp, sig }],
  ['the path in another case', path.toLowerCase(), { exp, sig }],
  ['a later expiry', path, { exp: later60, sig }],
  ['an expiry with a zero in front', path, { exp: `0${exp}`, sig }],
  ['an expiry in the far future', path, { exp: '9'.repeat(13), sig }],
  ['an expiry that is no number', path, { exp: 'never', sig }],
  ['a signature cut short', path, { exp, sig: sig.slice(0, -2) }],
  ['a signature made longer', path, { exp, sig: `${sig}AAAA` }],
  [
    'the signature of another expiry',
    path,
    { exp, sig: new URL(signer.sign(path, later(1000)), 'http://h').searchParams.get('sig')! },
  ],
]
for (const [what, of, query] of refused) {
  test(`${what} is refused`, () => assert.equal(signer.verify(of, query, now), false))
}

test('a signature of another key is refused', () => {
  assert.equal(createUrlSigner(randomBytes(32)).verify(path, { exp, sig }, now), false)
})

test('any changed byte of a signature makes it invalid', () => {
  const random = seededRandom(41)
  const bytes = Buffer.from(sig, 'base64url')
  for (let round = 0; round < 300; round++) {
    const broken = Buffer.from(bytes)
    const at = random.integer(0, broken.length - 1)
    broken[at] = broken[at]! ^ random.integer(1, 255)
    assert.equal(signer.verify(path, { exp, sig: broken.toString('base64url') }, now), false)
  }
})
