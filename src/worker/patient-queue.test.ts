// Jobs that met a full disk, on a queue that hands them over by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fault } from '../domain/errors.ts'
import type { ClaimedJob, JobHandler, JobName, JobQueue } from '../ports/queue.ts'
import { waitingForRoom } from './patient-queue.ts'

/** A queue that gives its handler out. */
function open(hasRoom: () => Promise<boolean>, handler: () => Promise<void>) {
  let taken: ((signal: AbortSignal) => Promise<void>) | undefined
  const queue: JobQueue = {
    start: async () => undefined,
    async work<N extends JobName>(_name: N, _concurrency: number, handle: JobHandler<N>) {
      taken = (signal) => handle({ id: '1', attempt: 1, last: false, signal } as ClaimedJob<N>)
    },
    wake: () => undefined,
    stop: async () => undefined,
  }
  void waitingForRoom(queue, hasRoom, 1).work('media-removal', 1, handler)
  return (signal = new AbortController().signal) => taken!(signal)
}

test('a job that met a full disk fails only once there is room', async () => {
  let looks = 0
  const run = open(
    async () => ++looks >= 5,
    () => Promise.reject(fault('storageFull')),
  )
  await assert.rejects(run(), { key: 'storageFull' })
  assert.equal(looks, 5)
})

test('other failures, and success, wait for nothing', async () => {
  const noLook = async () => assert.fail('nobody asked for room')
  await open(noLook, async () => undefined)()
  await assert.rejects(open(noLook, () => Promise.reject(fault('downloadFailed')))(), {
    key: 'downloadFailed',
  })
})

test('a job that is taken away stops waiting', async () => {
  const taken = new AbortController()
  const run = open(
    async () => {
      taken.abort()
      return false
    },
    () => Promise.reject(fault('storageFull')),
  )
  await assert.rejects(run(taken.signal), { key: 'storageFull' })
})
