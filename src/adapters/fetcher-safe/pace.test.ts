// The pace of a body, with a clock of the test's own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paced } from './pace.ts'

/** Pieces of `[ms waited for, bytes, ms it takes to store them]`; how many were passed on before the body was ended. */
async function passed(...pieces: [waitMs: number, bytes: number, storeMs?: number][]): Promise<number> {
  let nowMs = 0
  let count = 0
  async function* body() {
    for (const [waitMs, bytes] of pieces) {
      nowMs += waitMs
      yield Buffer.alloc(bytes)
    }
  }
  try {
    for await (const _chunk of paced(body(), { paceMs: 1000, paceBytes: 100 }, () => nowMs)) {
      nowMs += pieces[count]![2] ?? 0
      count++
    }
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'ERR_TOO_SLOW')
  }
  return count
}

test('too few bytes in the time that is judged end the body', async () => {
  assert.equal(await passed([400, 30], [400, 30], [400, 30], [400, 30]), 2)
})

test('enough bytes in each such time do not, nor what comes before it is over', async () => {
  assert.equal(await passed([500, 50], [500, 50], [500, 50], [500, 50], [900, 1]), 5)
})

test('a time that began well does not excuse the next one', async () => {
  assert.equal(await passed([1000, 5000], [500, 20], [500, 20]), 2)
})

test('whoever takes long to store a piece does not blame the sender', async () => {
  assert.equal(await passed([100, 10, 5000], [100, 10, 5000], [100, 10, 5000]), 3)
})
