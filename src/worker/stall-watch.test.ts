// The watch over a run, with a short patience.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { createProgressMemory } from '../adapters/progress-memory/progress-memory.ts'
import { sidFrom } from '../domain/sid.ts'
import { unlessAborted, watchForStall } from './stall-watch.ts'

const sid = sidFrom('transcript', 'ab'.repeat(16))

test('a run whose progress does not move is found out, and may be tried again', async () => {
  const board = createProgressMemory()
  board.set(sid, { stage: 'recognise', share: 0.4 })
  const watch = watchForStall(sid, board, 50)
  await once(watch.signal, 'abort')
  watch.end()
  const { key, retryable } = watch.signal.reason
  assert.deepEqual([key, retryable], ['transcriptionFailed', true])
})

test('any movement begins the time anew', async () => {
  const board = createProgressMemory()
  // Every look sees another share.
  let share = 0
  const moving = { ...board, get: () => ({ stage: 'recognise' as const, share: share++ }) }
  const watch = watchForStall(sid, moving, 100)
  while (share < 600) await new Promise((resolve) => setTimeout(resolve, 1))
  watch.end()
  assert.equal(watch.signal.aborted, false)
})

test('a run that waits for its turn does not stand still', async () => {
  const board = createProgressMemory()
  let looks = 0
  const get = () => {
    looks++
    return null
  }
  const waiting = { ...board, get }
  const watch = watchForStall(sid, waiting, 100)
  while (looks < 600) await new Promise((resolve) => setTimeout(resolve, 1))
  watch.end()
  assert.equal(watch.signal.aborted, false)
})

test('nobody waits for work once its signal aborts; work in time gives its result', async () => {
  const stop = new AbortController()
  assert.equal(await unlessAborted(Promise.resolve(1), stop.signal), 1)
  const waiting = unlessAborted(new Promise<never>(() => undefined), stop.signal)
  stop.abort(new Error('enough'))
  await assert.rejects(waiting, /enough/)
  await assert.rejects(unlessAborted(Promise.resolve(1), stop.signal), /enough/)
})
