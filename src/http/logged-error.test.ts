// Errors as the log shows them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loggedError } from './logged-error.ts'

test('type, message, code, stack and causes are kept; whatever else an error carries is not', () => {
  const cause = Object.assign(new RangeError('inner'), { path: '/calls/secret.wav' })
  const error = Object.assign(new Error('outer', { cause }), {
    code: '23505',
    detail: 'Key (customer_key)=(secret) already exists.',
    where: 'secret',
    config: { headers: { authorization: 'secret' } },
  })
  const logged = loggedError(error)
  assert.deepEqual(Object.keys(logged), ['type', 'message', 'stack', 'code', 'cause'])
  assert.deepEqual([logged.type, logged.message, logged.code], ['Error', 'outer', '23505'])
  assert.deepEqual([logged.cause?.type, logged.cause?.message], ['RangeError', 'inner'])
  assert.doesNotMatch(JSON.stringify(logged), /secret/)
})

test('errors that cause each other end, and what is no error shows nothing of itself', () => {
  const error = new Error('round')
  error.cause = error
  assert.equal(JSON.stringify(loggedError(error)).match(/"round"/g)?.length, 5)
  for (const thrown of ['a secret', { secret: 1 }, null])
    assert.doesNotMatch(JSON.stringify(loggedError(thrown)), /secret/)
})
