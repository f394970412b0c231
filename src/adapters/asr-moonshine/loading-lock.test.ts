// The lock between real threads.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { newLock, withLock } from './loading-lock.ts'

/** Raises the number of holders while it holds the lock, and tells how many there were: when it alone was let in, or
 * else once another one came. */
const code = `
import { workerData, parentPort } from 'node:worker_threads'
const { withLock } = await import(workerData.module)
const seen = await withLock(workerData.lock, async () => {
  const now = Atomics.add(workerData.holders, 0, 1) + 1
  Atomics.notify(workerData.holders, 0)
  if (now === 1) Atomics.wait(workerData.holders, 0, 1, workerData.patienceMs)
  const seen = Atomics.load(workerData.holders, 0)
  Atomics.sub(workerData.holders, 0, 1)
  return seen
})
parentPort.postMessage(seen)
`

/** @param patienceMs how long one that is alone waits for another */
async function holdersSeen(lock: () => Int32Array, patienceMs: number): Promise<number[]> {
  const module = new URL('./loading-lock.ts', import.meta.url).href
  const holders = new Int32Array(new SharedArrayBuffer(4))
  const url = new URL(`data:text/javascript,${encodeURIComponent(code)}`)
  return Promise.all(
    [1, 2, 3, 4].map(
      () =>
        new Promise<number>((resolve, reject) => {
          const worker = new Worker(url, { workerData: { module, lock: lock(), holders, patienceMs } })
          worker.once('message', resolve).once('error', reject)
        }),
    ),
  )
}

test('threads hold it one after the other', async () => {
  const lock = newLock()
  assert.deepEqual(await holdersSeen(() => lock, 50), [1, 1, 1, 1])
})

test('with a lock of its own each, they overlap', async () => {
  assert.ok((await holdersSeen(newLock, 20_000)).some((holders) => holders > 1))
})

test('it is free again after a failure', async () => {
  const lock = newLock()
  await assert.rejects(
    withLock(lock, async () => {
      throw new Error('no model')
    }),
    /no model/,
  )
  assert.equal(await withLock(lock, async () => 'loaded'), 'loaded')
})

test('one that was held for too long is passed: its thread may have died over it', async () => {
  const lock = newLock()
  lock[0] = 1
  assert.equal(await withLock(lock, async () => 'loaded', 20), 'loaded')
  assert.equal(await withLock(lock, async () => 'again', 20), 'again')
})
