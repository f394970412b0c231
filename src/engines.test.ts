import assert from 'node:assert/strict'
import { test } from 'node:test'
import { discreet } from './engines.ts'
import { recordedLog } from './testing/recorded-log.ts'

const spool = { path: 'x', sampleCount: 1 }
const failing = (error: Error) => ({
  maxMs: 1,
  ready: async () => undefined,
  diarise: () => Promise.reject(error),
  close: async () => undefined,
})

test('why voices could not be told apart is for the log; who reads the transcript learns no path of the server', async () => {
  const log = recordedLog()
  const error = new Error('/srv/models/segmentation.onnx: no such file')
  const { signal } = new AbortController()
  await assert.rejects(discreet(failing(error), log).diarise(spool, signal), {
    message: 'the speaker models failed; the log of the server says why',
  })
  assert.deepEqual(
    log.lines.map(({ fields }) => fields.err),
    [error],
  )
})

test('one that is stopped is no trouble', async () => {
  const log = recordedLog()
  const signal = AbortSignal.abort(new Error('canceled'))
  await assert.rejects(discreet(failing(new Error('killed')), log).diarise(spool, signal), /canceled/)
  assert.deepEqual(log.lines, [])
})
