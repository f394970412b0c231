// The lock between real threads.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { newLock, withLock } from './loading-lock.ts'

/** Raises the number of holders while it holds the lock, and tells how many there were. */
const code = `
import { workerData, parentPort } from 'node:worker_threads'
import { setTimeout as delay } from 'node:timers/promises'
const { withLock } = await import(workerData.module)
const most = await withLock(workerData.lock, async () => {
  const now = Atomics.add(workerData.holders, 0, 1) + 1
  await delay(30)
  Atomics.sub(workerData.holders, 0, 1)
  return now
})
parentPort.postMessage(most)
`

async function holdersSeen(lock: () => Int32Array): Promise<number[]> {
  const module = new URL('./loading-lock.ts', import.meta.url).href
  const holders = new Int32Array(new SharedArrayBuffer(4))
  const url = new URL(`data:text/javascript,${encodeURIComponent(code)}`)
  return Promise.all(
    [1, 2, 3, 4].map(
      () =>
        new Promise<number>((resolve, reject) => {
          const worker = new Worker(url, { workerData: { module, lock: lock(), holders } })
          worker.once('message', resolve).once('error', reject)
        }),
    ),
  )
}

test('threads hold it one after the other', async () => {
  const lock = newLock()
  assert.deepEqual(await holdersSeen(() => lock), [1, 1, 1, 1])
})

test('with a lock of its own each, they overlap', async () => {
  assert.ok((await holdersSeen(newLock)).some((holders) => holders > 1))
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
