// The fragment of a webhook's URL, read.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../testing/seeded-random.ts'
import { type FailureKind, readOverrides } from './overrides.ts'

const usual = { connectMs: 5_000, readMs: 15_000, totalMs: 15_000 }
const kinds: FailureKind[] = ['ct', 'rt', '4xx', '5xx', 'other']
const read = (fragment: string) => {
  const { policy, ...limits } = readOverrides(`https://example.com/hook?rc=4${fragment}`)
  return { limits, policy: policy && [policy.retries, ...kinds.filter(policy.retriesOn)] }
}

const cases: [fragment: string, limits: Partial<typeof usual>, policy: (number | FailureKind)[] | null][] = [
  ['', {}, null],
  ['#', {}, null],
  ['#section-2', {}, null],
  ['#ct=2000&rt=3000&tt=4000', { connectMs: 2_000, readMs: 3_000, totalMs: 4_000 }, null],
  ['#ct=1&rt=1&tt=0', { connectMs: 100, readMs: 100, totalMs: 100 }, null],
  ['#ct=99999&rt=99999&tt=99999', { connectMs: 10_000 }, null],
  ['#ct=-5&rt=1e3&tt=soon', {}, null],
  ['#sni=y&e=ashburn', {}, null],
  ['#rc=2', {}, [2, 'ct']],
  ['#rc=0', {}, [0, 'ct']],
  ['#rc=9', {}, [5, 'ct']],
  ['#rp=5xx', {}, [1, '5xx']],
  ['#rc=3&rp=4xx,5xx,ct,rt', {}, [3, 'ct', 'rt', '4xx', '5xx']],
  ['#rc=3&rp=all', {}, [3, ...kinds]],
  ['#rc=3&rp=RT%2C4XX', {}, [3, 'rt', '4xx']],
  ['#rc=3&rp=nonsense', {}, [3]],
  ['#rc=3&rp=', {}, [3, 'ct']],
]
for (const [fragment, limits, policy] of cases) {
  test(`${fragment || 'no fragment'} is read`, () => {
    assert.deepEqual(read(fragment), { limits: { ...usual, ...limits }, policy })
  })
}

test('no fragment can take a limit out of its bounds', () => {
  const random = seededRandom(7)
  for (let round = 0; round < 500; round++) {
    const number = () => random.pick(['', '-1', '0', '99', '7000', '10001', '15001', '1e9', '٣', 'x'])
    const text = `https://example.com/#ct=${number()}&rt=${number()}&tt=${number()}&rc=${number()}`
    const { connectMs, readMs, totalMs, policy } = readOverrides(text)
    assert.ok(connectMs >= 100 && connectMs <= 10_000, text)
    for (const ms of [readMs, totalMs]) assert.ok(ms >= 100 && ms <= 15_000, text)
    assert.ok(policy && policy.retries >= 0 && policy.retries <= 5, text)
  }
})
