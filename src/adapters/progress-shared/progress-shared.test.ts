// What one process knows of the runs of others.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { progressOf } from '../../domain/progress.ts'
import type { ProgressBoard } from '../../ports/progress-board.ts'
import type { Wire, WireMessage } from '../../ports/wire.ts'
import { aTranscript } from '../../testing/builders.ts'
import { createProgressShared } from './progress-shared.ts'

const [{ sid }, { sid: second }] = [aTranscript(), aTranscript()]

function memoryBoard(): ProgressBoard {
  const runs = new Map()
  return {
    set: (one, progress) => void runs.set(one, progress),
    get: (one) => runs.get(one) ?? null,
    remove: (one) => void runs.delete(one),
  }
}

/** Two boards on one wire, under a clock that the test moves. */
function openTwo(t: TestContext) {
  t.mock.timers.enable({ apis: ['setInterval'] })
  let nowMs = 0
  const hearers: ((message: WireMessage) => void)[] = []
  const sent: WireMessage[] = []
  const wireOf = (at: number): Wire => ({
    send(message) {
      sent.push(structuredClone(message))
      for (const [other, hear] of hearers.entries()) if (other !== at) hear(structuredClone(message))
    },
    onMessage: (hear) => void hearers.push(hear),
  })
  const boards = [0, 1].map((at) => createProgressShared(memoryBoard(), wireOf(at), () => nowMs))
  t.after(() => Promise.all(boards.map((board) => board.close())))
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1000) {
      nowMs += 1000
      t.mock.timers.tick(1000)
    }
  }
  return { here: boards[0]!, there: boards[1]!, sent, pass }
}

test('progress is known elsewhere a second later, many changes in one message; the end at once', (t) => {
  const { here, there, sent, pass } = openTwo(t)
  for (const part of [0, 0.1, 0.2]) here.set(sid, progressOf('decode', part))
  here.set(second, progressOf('recognise', 0.5))
  assert.equal(there.get(sid), null)
  pass(1000)
  assert.deepEqual(there.get(sid), progressOf('decode', 0.2))
  assert.deepEqual(there.get(second), progressOf('recognise', 0.5))
  assert.equal(sent.length, 1)
  pass(3000)
  assert.equal(sent.length, 1)
  here.remove(sid)
  assert.deepEqual([there.get(sid), here.get(sid)], [null, null])
  assert.deepEqual(there.get(second), progressOf('recognise', 0.5))
})

test('a run that stands still is told again; one that nobody tells of is forgotten', async (t) => {
  const { here, there, pass } = openTwo(t)
  here.set(sid, progressOf('decode', 0.5))
  pass(600_000)
  assert.deepEqual(there.get(sid), progressOf('decode', 0.5))
  await here.close()
  pass(1000)
  assert.deepEqual(there.get(sid), progressOf('decode', 0.5))
})

test('what the process itself knows counts more than what it heard', (t) => {
  const { here, there, pass } = openTwo(t)
  here.set(sid, progressOf('decode', 0.5))
  pass(1000)
  there.set(sid, progressOf('recognise', 0.5))
  assert.deepEqual(there.get(sid), progressOf('recognise', 0.5))
})
