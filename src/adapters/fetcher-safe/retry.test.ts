import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fault } from '../../domain/errors.ts'
import { type Attempt, retry } from './retry.ts'

const never = new AbortController().signal
const options = { attempts: 3, backoffMs: 1, totalMs: 60_000, signal: never }
const passing = (waitMs = 0): Attempt<string> => ({ failure: fault('downloadFailed'), waitMs })

test('the first value ends it', async () => {
  let attempts = 0
  assert.equal(await retry(async () => (++attempts < 3 ? passing() : { value: 'done' }), options), 'done')
  assert.equal(attempts, 3)
})

test('the last failure is thrown once the attempts are used up', async () => {
  let attempts = 0
  const failures = [1, 2, 3].map((n) => fault('downloadFailed', `failure ${n}`))
  const attempt = async () => ({ failure: failures[attempts++]!, waitMs: 0 })
  await assert.rejects(retry(attempt, options), failures[2])
})

test('what an attempt throws is not tried again', async () => {
  let attempts = 0
  const attempt = async () => {
    attempts++
    throw fault('mediaNotFound')
  }
  await assert.rejects(retry(attempt, options), { key: 'mediaNotFound' })
  assert.equal(attempts, 1)
})

test('a pause that would outlast the time limit is not begun', async () => {
  let attempts = 0
  const attempt = async () => {
    attempts++
    return passing(60_001)
  }
  await assert.rejects(retry(attempt, options), { key: 'downloadFailed' })
  assert.equal(attempts, 1)
})

test('the pause lasts as long as the server asks', async () => {
  const times: number[] = []
  const attempt = async () => {
    times.push(performance.now())
    return times.length === 1 ? passing(80) : { value: 'done' }
  }
  await retry(attempt, options)
  // Lower bound only, minus the resolution of timers.
  assert.ok(times[1]! - times[0]! >= 78)
})

test('aborting ends a pause', async () => {
  const controller = new AbortController()
  const attempt = async () => {
    queueMicrotask(() => setImmediate(() => controller.abort()))
    return passing(50_000)
  }
  await assert.rejects(retry(attempt, { ...options, signal: controller.signal }), { name: 'AbortError' })
})
