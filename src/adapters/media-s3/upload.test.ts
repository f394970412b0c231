// How large the parts of an upload are.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultLimits } from './limits.ts'
import { partSizeOf } from './upload.ts'

const MIB = 2 ** 20

test('parts have the usual size until there would be too many; then whole MiB', () => {
  assert.equal(partSizeOf(20 * MIB, defaultLimits), 8 * MIB)
  assert.equal(partSizeOf(80_000 * MIB, defaultLimits), 8 * MIB)
  assert.equal(partSizeOf(80_000 * MIB + 1, defaultLimits), 9 * MIB)
  const largest = 2 ** 40
  const size = partSizeOf(largest, defaultLimits)
  assert.deepEqual([size % MIB, Math.ceil(largest / size) <= defaultLimits.parts], [0, true])
})
