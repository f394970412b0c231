// Real worker threads, called like functions.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { type TestContext, test } from 'node:test'
import { VerbatimError } from '../domain/errors.ts'
import type { Order } from './test-worker.ts'
import { startThread, type ThreadOptions } from './thread.ts'

const file = new URL('./test-worker.ts', import.meta.url)

function start(t: TestContext, data: unknown = null, options: string | ThreadOptions = 'under-test') {
  const thread = startThread<Order, unknown>(file, data, options)
  t.after(() => thread.kill())
  return thread
}

test('what is sent comes back as a copy, bytes and dates included', async (t) => {
  const thread = start(t)
  const value = { text: 'ü', bytes: new Uint8Array([1, 2]), date: new Date(5), none: null, list: [1, [2]] }
  assert.deepEqual(await thread.call({ do: 'echo', value }), value)
  assert.equal(await thread.call({ do: 'echo', value: undefined }), undefined)
})

test('calls made together are answered one after the other, each with its own answer', async (t) => {
  const thread = start(t)
  const finished: number[] = []
  const calls = [30, 0, 10].map(async (ms, at) => {
    await thread.call({ do: 'wait', ms })
    finished.push(at)
  })
  const echoes = [1, 2, 3].map((value) => thread.call({ do: 'echo', value }))
  await Promise.all(calls)
  assert.deepEqual(finished, [0, 1, 2])
  assert.deepEqual(await Promise.all(echoes), [1, 2, 3])
})

test('the data of the start reaches the thread', async (t) => {
  assert.deepEqual(await start(t, { size: 3 }).call({ do: 'data' }), { size: 3 })
})

test('a fault keeps its key, code, message and flag on the way over', async (t) => {
  const thread = start(t)
  for (const retryable of [true, false]) {
    const failing = thread.call({ do: 'fault', key: 'mediaCorrupted', message: 'odd', retryable })
    await assert.rejects(failing, VerbatimError)
    await assert.rejects(failing, { key: 'mediaCorrupted', code: 95113, message: 'odd', retryable })
  }
})

test('any other error keeps its message and where it was thrown; what is no Error becomes one', async (t) => {
  const thread = start(t)
  const failing = thread.call({ do: 'throw', value: new RangeError('too far') })
  await assert.rejects(failing, (error: Error) => {
    assert.equal(error.message, 'too far')
    assert.match(error.stack ?? '', /thread\.test\.ts/)
    return !(error instanceof VerbatimError)
  })
  await assert.rejects(thread.call({ do: 'throw', value: 'just text' }), { message: 'just text' })
  assert.equal(await thread.call({ do: 'echo', value: 1 }), 1)
})

test('what cannot be sent rejects, in both directions, and the thread goes on', async (t) => {
  const thread = start(t)
  await assert.rejects(thread.call({ do: 'echo', value: () => undefined }), { name: 'DataCloneError' })
  await assert.rejects(thread.call({ do: 'answer-function' }), /could not be cloned/)
  assert.equal(await thread.call({ do: 'echo', value: 1 }), 1)
})

test('when setting up fails every call is answered with that error', async (t) => {
  const thread = start(t, { broken: 'no model' })
  for (let i = 0; i < 2; i++) await assert.rejects(thread.call({ do: 'data' }), { message: 'no model' })
  assert.equal(thread.alive, true)
})

for (const order of ['exit', 'crash'] as const) {
  test(`after ${order} every waiting call rejects, the thread is dead and says so`, async (t) => {
    const thread = start(t)
    assert.equal(thread.alive, true)
    const waiting = [thread.call({ do: order }), thread.call({ do: 'echo', value: 1 })]
    for (const call of waiting) await assert.rejects(call, { message: 'thread under-test ended' })
    assert.equal(thread.alive, false)
    await assert.rejects(thread.call({ do: 'echo', value: 1 }), { message: 'thread under-test ended' })
  })
}

test('a crash is named as the cause', async (t) => {
  await assert.rejects(start(t).call({ do: 'crash' }), ({ cause }: Error) => {
    return cause instanceof Error && cause.message === 'crashed on purpose'
  })
})

test('closing lets the calls made so far finish', async (t) => {
  const thread = start(t)
  const calls = [thread.call({ do: 'wait', ms: 50 }), thread.call({ do: 'echo', value: 1 })]
  await thread.close()
  assert.equal((await Promise.all(calls))[1], 1)
  assert.equal(thread.alive, false)
  await thread.close()
})

test('killing ends a running call', async (t) => {
  const thread = start(t)
  const running = assert.rejects(thread.call({ do: 'wait', ms: 60_000 }), {
    message: 'thread under-test ended',
  })
  await thread.kill()
  await running
  assert.equal(thread.alive, false)
})

test('a heap limit ends the thread, not the process', async (t) => {
  const thread = start(t, null, { name: 'small', resourceLimits: { maxOldGenerationSizeMb: 32 } })
  await assert.rejects(thread.call({ do: 'grow' }), { message: 'thread small ended' })
})

for (const [what, use, printed] of [
  ['a thread that was never called does not keep the process alive', '', 'over'],
  ['an idle thread does not', 'await thread.call({ do: "echo", value: 1 })', 'over'],
  ['a call that could not be sent does not', 'await thread.call(() => 1).catch(() => 1)', 'over'],
  [
    'a running call does, until it is answered',
    'thread.call({ do: "wait", ms: 200 }).then(() => process.stdout.write("answered and "))',
    'answered and over',
  ],
] as const) {
  test(what, () => {
    const module = JSON.stringify(new URL('./thread.ts', import.meta.url).href)
    const script = `
      import { startThread } from ${module}
      const thread = startThread(new URL(${JSON.stringify(file.href)}), null, 'alone')
      process.on('beforeExit', () => process.stdout.write('over'))
      ${use}`
    const child = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', timeout: 120_000 })
    assert.deepEqual([child.stdout, child.signal], [printed, null], child.stderr)
  })
}
