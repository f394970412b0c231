import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mixDown } from './mix-down.ts'

test('the mix is the rounded average and stays in range at full scale', () => {
  const first = Int16Array.of(32_767, -32_768, 32_767, 100, 1, -1, 5)
  const second = Int16Array.of(32_767, -32_768, -32_768, 200, 0, 0, 5)
  assert.deepEqual([...mixDown(first, second, first)], [32_767, -32_768, 0, 150, 1, 0, 5])
})
