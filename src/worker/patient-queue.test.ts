// Jobs that met a full disk, on a queue that hands them over by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fault } from '../domain/errors.ts'
import type { ClaimedJob, JobHandler, JobName, JobQueue } from '../ports/queue.ts'
import { waitingForRoom } from './patient-queue.ts'

/** A queue that gives its handler out, whose waits end at once and are kept in `waits`. */
function open(hasRoom: () => Promise<boolean>, handler: () => Promise<void>, waits: number[] = []) {
  let taken: ((signal: AbortSignal, attempt: number) => Promise<void>) | undefined
  const queue: JobQueue = {
    start: async () => undefined,
    async work<N extends JobName>(_name: N, _concurrency: number, handle: JobHandler<N>) {
      taken = (signal, attempt) => handle({ id: '1', attempt, last: false, signal } as ClaimedJob<N>)
    },
    wake: () => undefined,
    stop: async () => undefined,
  }
  const wait = async (ms: number) => void waits.push(ms)
  void waitingForRoom(queue, hasRoom, wait).work('media-removal', 1, handler)
  return (signal = new AbortController().signal, attempt = 1) => taken!(signal, attempt)
}

const full = () => Promise.reject(fault('storageFull'))

test('a job that met a full disk fails only once there is room', async () => {
  let looks = 0
  const waits: number[] = []
  const run = open(async () => ++looks >= 5, full, waits)
  await assert.rejects(run(), { key: 'storageFull' })
  assert.equal(looks, 5)
  assert.deepEqual(waits, Array(4).fill(2000))
})

test('where the disk has room all the time, so that something else is full, each try waits longer', async () => {
  const waits: number[] = []
  const run = open(async () => true, full, waits)
  for (let attempt = 1; attempt <= 8; attempt++) await assert.rejects(run(undefined, attempt))
  const longest = 4 * 3600
  assert.deepEqual(
    waits.map((ms) => ms / 1000),
    [5, 20, 80, 320, 1280, 5120, longest, longest],
  )
  await assert.rejects(run(undefined, 1000))
  assert.equal(waits.at(-1), longest * 1000)
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
  const run = open(async () => {
    taken.abort()
    return false
  }, full)
  await assert.rejects(run(taken.signal), { key: 'storageFull' })
})
