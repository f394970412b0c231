// Runs that are made known, stopped and ended.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UnwantedWork } from '../../ports/running-work.ts'
import { aTranscript } from '../../testing/builders.ts'
import { createRunningMemory } from './running-memory.ts'

const [{ sid }, { sid: other }] = [aTranscript(), aTranscript()]

test('every run over a transcript is stopped, with the reason that it is not wanted; others go on', () => {
  const running = createRunningMemory()
  const [first, second, stranger] = [running.begin(sid), running.begin(sid), running.begin(other)]
  running.stop(sid)
  for (const { signal } of [first, second]) assert.ok(signal.reason instanceof UnwantedWork)
  assert.equal(stranger.signal.aborted, false)
})

test('a run that is over is not stopped any more, and leaves those beside it as they are', () => {
  const running = createRunningMemory()
  const [over, going] = [running.begin(sid), running.begin(sid)]
  over.end()
  over.end()
  running.stop(sid)
  assert.deepEqual([over.signal.aborted, going.signal.aborted], [false, true])
  going.end()
  const next = running.begin(sid)
  over.end()
  going.end()
  running.stop(sid)
  assert.equal(next.signal.aborted, true)
})

test('nothing happens where nothing runs', () => {
  createRunningMemory().stop(sid)
})
