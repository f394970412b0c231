// Turns at computing: how many at once, and in which order.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { createFairTurns } from './fair-turns.ts'

const never = new AbortController().signal
let started: string[]
beforeEach(() => {
  started = []
})

/** Work of `name`, whose first letter is its holder, that goes on until it is told to end. */
function openWork(name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const work = () => {
    started.push(name)
    return promise
  }
  return { work, holder: name[0]!, end: () => resolve(name), fail: reject }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

/** Starts works in this order; returns how to end one. */
function ask(atOnce: number, names: readonly string[]) {
  const turns = createFairTurns(atOnce)
  const works = new Map(names.map((name) => [name, openWork(name)]))
  const calls = [...works.values()].map(({ work, holder }) => turns.run(work, { holder, signal: never }))
  return { turns, works, calls, end: (name: string) => works.get(name)!.end() }
}

test('whose holder was served longest ago comes next; among equals who asked first', async () => {
  const { calls, end } = ask(1, ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'])
  for (let done = 0; done < calls.length; done++) {
    await settle()
    assert.equal(started.length, done + 1)
    end(started.at(-1)!)
  }
  await Promise.all(calls)
  assert.deepEqual(started, ['a1', 'b1', 'c1', 'a2', 'b2', 'a3'])
})

test('no more than so many run at once, and each end makes room for one', async () => {
  const { calls, end } = ask(2, ['a1', 'b1', 'c1', 'd1'])
  await settle()
  assert.deepEqual(started, ['a1', 'b1'])
  end('b1')
  await settle()
  assert.deepEqual(started, ['a1', 'b1', 'c1'])
  for (const name of ['a1', 'c1', 'd1']) end(name)
  assert.deepEqual(await Promise.all(calls), ['a1', 'b1', 'c1', 'd1'])
})

test('a failure passes the turn on', async () => {
  const { works, calls, end } = ask(1, ['a1', 'b1'])
  const failing = assert.rejects(calls[0]!, /broken/)
  works.get('a1')!.fail(new Error('broken'))
  end('b1')
  await failing
  assert.equal(await calls[1], 'b1')
})

test('who aborts while waiting takes no turn', async () => {
  const { turns, calls, end } = ask(1, ['a1'])
  const abort = new AbortController()
  const leaving = turns.run(openWork('b1').work, { holder: 'b', signal: abort.signal })
  const left = assert.rejects(leaving, /gone/)
  const last = openWork('c1')
  const next = turns.run(last.work, { holder: 'c', signal: never })
  abort.abort(new Error('gone'))
  await left
  end('a1')
  last.end()
  await Promise.all([...calls, next])
  assert.deepEqual(started, ['a1', 'c1'])
})
