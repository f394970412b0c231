// What answers and broken connections are taken for, and that nothing of them but their code is repeated.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failureOfAnswer, failureOfConnection } from './failure.ts'

const error = (code: string) => `<Error><Code>${code}</Code><Message>secret-object</Message></Error>`

for (const [status, code, passing, said] of [
  [500, 'InternalError', true, 'answered HTTP 500, InternalError'],
  [503, 'SlowDown', true, 'answered HTTP 503, SlowDown'],
  [502, null, true, 'answered HTTP 502'],
  [429, null, true, 'answered HTTP 429'],
  [400, 'RequestTimeout', true, 'answered HTTP 400, RequestTimeout'],
  [400, 'BadDigest', true, 'answered HTTP 400, BadDigest'],
  [200, 'InternalError', true, 'answered HTTP 200, InternalError'],
  [200, 'AccessDenied', false, 'answered HTTP 200, AccessDenied'],
  [400, 'InvalidArgument', false, 'answered HTTP 400, InvalidArgument'],
  [501, 'NotImplemented', false, 'answered HTTP 501, NotImplemented'],
  [404, 'NoSuchKey', false, 'answered HTTP 404, NoSuchKey'],
  [404, 'NoSuchBucket', false, 'bucket of MEDIA_STORE does not exist'],
  [403, null, false, 'refused access (HTTP 403)'],
  [403, 'SignatureDoesNotMatch', false, 'refused access (HTTP 403, SignatureDoesNotMatch)'],
  [400, 'ExpiredToken', false, 'refused access (HTTP 400, ExpiredToken)'],
  [301, 'PermanentRedirect', false, 'check AWS_REGION and S3_ENDPOINT'],
  [400, 'AuthorizationHeaderMalformed', false, 'check AWS_REGION and S3_ENDPOINT'],
] as const) {
  test(`HTTP ${status} ${code ?? ''} is ${passing ? 'tried again' : 'final'}`, () => {
    const failure = failureOfAnswer(status, code ? error(code) : '', null)
    assert.deepEqual([failure.passing, failure.status, failure.code], [passing, status, code])
    assert.equal(failure.error.key, 'mediaStoreUnavailable')
    assert.ok(failure.error.message.includes(said), failure.error.message)
  })
}

test('a server without room is one', () => {
  const full = [failureOfAnswer(507, '', null), failureOfAnswer(400, error('XMinioStorageFull'), null)]
  for (const { error: one, passing } of full) assert.deepEqual([one.key, passing], ['storageFull', false])
})

test('the pause that a server asks for is taken in seconds, dates are not', () => {
  assert.equal(failureOfAnswer(503, '', '7').waitMs, 7000)
  for (const other of [null, '', '-1', 'Fri, 31 Dec 1999 23:59:59 GMT', '99999'])
    assert.equal(failureOfAnswer(503, '', other).waitMs, 0)
})

test('nothing but a code is repeated of a body', () => {
  for (const body of [error('No Such: secret-object'), error('x'.repeat(65)), '<html>secret-object</html>']) {
    const failure = failureOfAnswer(500, body, null)
    assert.deepEqual([failure.code, failure.error.message], [null, 'The media store answered HTTP 500'])
  }
})

for (const [code, passing, said] of [
  ['ECONNRESET', true, 'could not be reached, or broke off (ECONNRESET)'],
  ['UND_ERR_HEADERS_TIMEOUT', true, 'did not answer in time'],
  ['UND_ERR_BODY_TIMEOUT', true, 'did not answer in time'],
  ['ENOTFOUND', true, 'could not be reached'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', false, 'could not be reached'],
  ['CERT_HAS_EXPIRED', false, 'could not be reached'],
  ['UND_ERR_DESTROYED', false, 'could not be reached'],
  ['connect to secret-object', true, '(unknown)'],
] as const) {
  test(`${code} is ${passing ? 'tried again' : 'final'}`, () => {
    const failure = failureOfConnection(Object.assign(new Error('secret-object'), { code }))
    assert.deepEqual([failure.passing, failure.status], [passing, 0])
    assert.ok(failure.error.message.includes(said), failure.error.message)
    assert.ok(!failure.error.message.includes('secret-object'))
  })
}
