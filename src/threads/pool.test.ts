// A pool of real threads.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createThreadPool } from './pool.ts'
import type { Order } from './test-worker.ts'
import { startThread, type Thread, ThreadEnded } from './thread.ts'

function makePool(t: TestContext, size: number, patienceMs?: number) {
  const threads: Thread<Order, unknown>[] = []
  const pool = createThreadPool<Order, unknown>(
    size,
    () => {
      const thread = startThread<Order, unknown>(new URL('./test-worker.ts', import.meta.url), null, 'pooled')
      threads.push(thread)
      return thread
    },
    patienceMs,
  )
  t.after(() => pool.close())
  return { pool, threads }
}

/** Keeps a thread busy while a test looks at what waits. */
const long: Order = { do: 'wait', ms: 500 }

test('more calls than threads: all are answered, by no more threads than there are', async (t) => {
  const { pool, threads } = makePool(t, 2)
  const numbers = await Promise.all(Array.from({ length: 12 }, () => pool.run({ do: 'wait', ms: 1 })))
  assert.equal(new Set(numbers).size, 2)
  assert.equal(threads.length, 2)
})

test('a busy thread does not hold up calls that another one can take', async (t) => {
  const { pool, threads } = makePool(t, 2)
  let isBusy = true
  const busy = pool.run({ do: 'wait', ms: 120_000 }).finally(() => {
    isBusy = false
  })
  const quick = [1, 2, 3].map((value) => pool.run({ do: 'echo', value }))
  assert.deepEqual(await Promise.all(quick), [1, 2, 3])
  assert.ok(isBusy, 'they waited for the busy thread')
  const ended = assert.rejects(busy, ThreadEnded)
  await Promise.all(threads.map((thread) => thread.kill()))
  await ended
})

test('calls wait their turn: first come, first served', async (t) => {
  const { pool } = makePool(t, 1)
  const finished: number[] = []
  const calls = [20, 0, 5, 0].map((ms, at) => pool.run({ do: 'wait', ms }).then(() => finished.push(at)))
  await Promise.all(calls)
  assert.deepEqual(finished, [0, 1, 2, 3])
})

test('a failing call fails alone; its thread goes on', async (t) => {
  const { pool, threads } = makePool(t, 1)
  const failing = pool.run({ do: 'fault', key: 'mediaEmpty', message: 'none', retryable: false })
  const following = pool.run({ do: 'echo', value: 1 })
  await assert.rejects(failing, { key: 'mediaEmpty', message: 'none' })
  assert.equal(await following, 1)
  assert.equal(threads.length, 1)
})

test('a thread that dies in a call is replaced for the next one', async (t) => {
  const { pool, threads } = makePool(t, 1)
  const dying = pool.run({ do: 'exit' })
  const following = pool.run({ do: 'echo', value: 1 })
  await assert.rejects(
    dying,
    (error) => error instanceof ThreadEnded && /^thread pooled ended$/.test(error.message),
  )
  assert.equal(await following, 1)
  assert.equal(threads.length, 2)
})

test('a thread that dies between calls is replaced without a call being lost', async (t) => {
  const { pool, threads } = makePool(t, 1)
  await pool.run({ do: 'exit-later' })
  while (threads[0]!.alive) await sleep(1)
  assert.equal(await pool.run({ do: 'echo', value: 1 }), 1)
  assert.equal(threads.length, 2)
})

test('a call whose signal aborts while it waits rejects at once, and never runs', async (t) => {
  const { pool } = makePool(t, 1)
  const busy = pool.run(long)
  const abort = new AbortController()
  const waiting = pool.run({ do: 'echo', value: 1 }, abort.signal)
  abort.abort(new Error('not wanted'))
  await assert.rejects(waiting, { message: 'not wanted' })
  await assert.rejects(pool.run({ do: 'echo', value: 2 }, abort.signal), { message: 'not wanted' })
  await pool.close()
  await busy
})

test('a signal that aborts during or after a call changes nothing, and is not listened to for ever', async (t) => {
  const { pool } = makePool(t, 1)
  const abort = new AbortController()
  const running = pool.run({ do: 'wait', ms: 20 }, abort.signal)
  abort.abort()
  assert.equal(typeof (await running), 'number')
  const { signal } = new AbortController()
  let listening = 0
  signal.addEventListener = () => void listening++
  signal.removeEventListener = () => void listening--
  await Promise.all([1, 2, 3].map((value) => pool.run({ do: 'echo', value }, signal)))
  assert.equal(listening, 0)
})

test('closing lets running calls finish and refuses waiting and later ones', async (t) => {
  const { pool, threads } = makePool(t, 1)
  const running = pool.run(long)
  const waiting = assert.rejects(pool.run({ do: 'echo', value: 1 }), { message: 'the thread pool is closed' })
  await pool.close()
  assert.equal(typeof (await running), 'number')
  await waiting
  await assert.rejects(pool.run({ do: 'echo', value: 2 }), { message: 'the thread pool is closed' })
  assert.ok(threads.every((thread) => !thread.alive))
})

test('a thread that does not answer is left alone and replaced; its call fails and may be tried again', async (t) => {
  // On a busy machine a thread may take seconds to start, which is part of its first call.
  const beganMs = performance.now()
  await makePool(t, 1).pool.run({ do: 'echo', value: 0 })
  const patienceMs = Math.max(2000, 10 * (performance.now() - beganMs))
  const { pool, threads } = makePool(t, 1, patienceMs)
  await pool.run({ do: 'echo', value: 0 })
  const hanging = pool.run({ do: 'hang', ms: 2 * patienceMs })
  const following = pool.run({ do: 'echo', value: 1 })
  await assert.rejects(hanging, { key: 'transcriptionFailed', retryable: true })
  assert.equal(await following, 1)
  assert.equal(threads.length, 2)
  while (threads[0]!.alive) await sleep(20)
})
