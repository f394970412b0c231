import assert from 'node:assert/strict'
import { test } from 'node:test'
import { retryAfterMs } from './retry-after.ts'

test('Retry-After is read as seconds or as a date', () => {
  assert.equal(retryAfterMs(null), 0)
  assert.equal(retryAfterMs('7'), 7000)
  assert.equal(retryAfterMs('0.5'), 500)
  assert.equal(retryAfterMs('soon'), 0)
  assert.equal(retryAfterMs('-5'), 0)
  assert.equal(retryAfterMs('Wed, 21 Oct 2015 07:28:00 GMT'), 0)
  const inAnHour = retryAfterMs(new Date(Date.now() + 3_600_000).toUTCString())
  assert.ok(inAnHour > 3_500_000 && inAnHour <= 3_600_000)
})
