// Runs that other processes stop.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RunningWork } from '../../ports/running-work.ts'
import type { WireMessage } from '../../ports/wire.ts'
import { aTranscript } from '../../testing/builders.ts'
import { createRunningShared } from './running-shared.ts'

const [{ sid }] = [aTranscript()]

test('whoever stops a transcript stops it here and tells the others; who is told stops it and tells nobody', () => {
  const stopped: string[] = []
  const own: RunningWork = {
    begin: () => ({ signal: new AbortController().signal, end: () => undefined }),
    stop: (one) => void stopped.push(one),
  }
  const sent: WireMessage[] = []
  let hear: ((message: WireMessage) => void) | undefined
  const running = createRunningShared(own, {
    send: (message) => void sent.push(message),
    onMessage: (one) => {
      hear = one
    },
  })
  running.stop(sid)
  assert.deepEqual([stopped, sent], [[sid], [{ kind: 'stop', runs: [sid] }]])
  hear!({ kind: 'stop', runs: [sid] })
  hear!({ kind: 'ended', runs: [sid] })
  assert.deepEqual([stopped.length, sent.length], [2, 1])
})
