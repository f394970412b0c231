import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLeafCache } from './leaf-cache.ts'

const dayMs = 86_400_000

function cacheAt(clock: { ms: number }) {
  const issued: string[] = []
  const cache = createLeafCache({
    issue: (hostName) => {
      issued.push(hostName)
      return { key: '', cert: '', endMs: clock.ms + 30 * dayMs }
    },
    build: (hostName, { endMs }) => ({ hostName, endMs }),
    now: () => clock.ms,
  })
  return { cache, issued }
}

test('a name gets one certificate until a day before its end, then a new one', () => {
  const clock = { ms: 0 }
  const { cache, issued } = cacheAt(clock)
  const first = cache('a')
  assert.deepEqual(first, { hostName: 'a', endMs: 30 * dayMs })
  clock.ms = 29 * dayMs - 1
  assert.equal(cache('a'), first)
  clock.ms = 29 * dayMs
  assert.deepEqual(cache('a'), { hostName: 'a', endMs: 59 * dayMs })
  assert.deepEqual(issued, ['a', 'a'])
})

test('the oldest of too many names is forgotten', () => {
  const { cache, issued } = cacheAt({ ms: 0 })
  for (let i = 0; i < 65; i++) cache(`name-${i}`)
  cache('name-1')
  assert.equal(issued.length, 65)
  cache('name-0')
  assert.equal(issued.length, 66)
})
