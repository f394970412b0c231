import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTurns } from './turns.ts'

const never = new AbortController().signal

/** Work that goes on until it is told to end. */
function openWork(started: number[], number: number) {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const work = () => {
    started.push(number)
    return promise
  }
  return { work, end: () => resolve(number), fail: (error: Error) => reject(error) }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

test('no more than so many run at once, in order of asking', async () => {
  const turns = createTurns(2)
  const started: number[] = []
  const works = [0, 1, 2, 3].map((number) => openWork(started, number))
  const calls = works.map(({ work }) => turns.run(work, never))
  await settle()
  assert.deepEqual(started, [0, 1])
  works[1]!.end()
  await settle()
  assert.deepEqual(started, [0, 1, 2])
  works[0]!.end()
  works[2]!.end()
  works[3]!.end()
  assert.deepEqual(await Promise.all(calls), [0, 1, 2, 3])
})

test('a failure passes the turn on', async () => {
  const turns = createTurns(1)
  const started: number[] = []
  const [first, second] = [openWork(started, 0), openWork(started, 1)]
  const failing = assert.rejects(turns.run(first.work, never), /broken/)
  const following = turns.run(second.work, never)
  first.fail(new Error('broken'))
  second.end()
  await failing
  assert.equal(await following, 1)
})

test('who aborts while waiting leaves the line and takes no turn', async () => {
  const turns = createTurns(1)
  const started: number[] = []
  const [running, leaving, next] = [0, 1, 2].map((number) => openWork(started, number))
  const abort = new AbortController()
  const first = turns.run(running!.work, never)
  const left = assert.rejects(turns.run(leaving!.work, abort.signal), /gone/)
  const last = turns.run(next!.work, never)
  abort.abort(new Error('gone'))
  await left
  await assert.rejects(turns.run(leaving!.work, abort.signal), /gone/)
  running!.end()
  next!.end()
  await Promise.all([first, last])
  assert.deepEqual(started, [0, 2])
})
