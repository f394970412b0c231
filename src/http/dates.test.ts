// Dates on the wire, in and out.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../testing/seeded-random.ts'
import { formatDate, parseDate } from './dates.ts'

// A zone far from UTC: a date without an offset must not be read as local time.
process.env.TZ = 'Asia/Kathmandu'

const read: [text: string, iso: string][] = [
  ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05.678Z'],
  ['2026-01-02T03:04:05.123456789Z', '2026-01-02T03:04:05.123Z'],
  ['2026-01-02T03:04:05,5Z', '2026-01-02T03:04:05.500Z'],
  ['2026-01-02t03:04:05z', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02T03:04:05+02:00', '2026-01-02T01:04:05.000Z'],
  ['2026-01-02T03:04:05-0230', '2026-01-02T05:34:05.000Z'],
  ['2026-01-02T03:04:05+02', '2026-01-02T01:04:05.000Z'],
  ['2026-01-02 03:04:05 +02:00', '2026-01-02T01:04:05.000Z'],
  ['2026-01-02T03:04Z', '2026-01-02T03:04:00.000Z'],
  ['2026-01-02T03:04:05', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02 03:04', '2026-01-02T03:04:00.000Z'],
  ['2026-01-02', '2026-01-02T00:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['2026-01-02T24:00:00Z', '2026-01-03T00:00:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
]
for (const [text, iso] of read) {
  test(`${text} is read as ${iso}`, () => assert.equal(parseDate('Start', text)?.toISOString(), iso))
}

for (const text of [
  'yesterday',
  '2026',
  '2026-01',
  '1767323045',
  '2026-1-2',
  '02/01/2026',
  'Fri, 02 Jan 2026 03:04:05 GMT',
  '2026-13-01',
  '2026-00-10',
  '2026-02-30',
  '2025-02-29T00:00:00Z',
  '2026-04-31',
  '2026-01-02T25:00:00Z',
  '2026-01-02T03:60:00Z',
  '2026-01-02T03:04:61Z',
  '2026-01-02T03Z',
  '2026-01-02Z',
  '2026-01-02T03:04:05 02:00',
  '2026-01-02T03:04:05+2',
  '2026-01-02T03:04:05+99:00',
  '2026-01-02T03:04:05Z; drop table',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59-01:00',
  '+012026-01-02T00:00:00Z',
  ' 2026-01-02',
]) {
  test(`${JSON.stringify(text)} is no date`, () => {
    assert.throws(() => parseDate('MediaStartTime', text), {
      key: 'invalidParameter',
      message: /MediaStartTime/,
    })
  })
}

test('nothing given is null, in and out', () => {
  assert.equal(parseDate('Start', undefined), null)
  assert.equal(parseDate('Start', ''), null)
  assert.equal(formatDate(null), null)
})

test('dates go out in UTC, cut to whole seconds', () => {
  assert.equal(formatDate(new Date('2010-08-31T20:36:28.999Z')), '2010-08-31T20:36:28Z')
  assert.equal(formatDate(new Date('0001-01-01T00:00:00Z')), '0001-01-01T00:00:00Z')
})

test('what goes out comes back as the same second', () => {
  const random = seededRandom(21)
  for (let round = 0; round < 500; round++) {
    const date = new Date(random.integer(-62135596800, 253402300799) * 1000 + random.integer(0, 999))
    const text = formatDate(date)
    assert.match(text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    assert.equal(formatDate(parseDate('Start', text)), text)
    assert.deepEqual(parseDate('Start', date.toISOString()), date)
  }
})
