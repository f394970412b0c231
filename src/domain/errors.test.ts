// The catalogue of errors against the tables of codes of the contract (section 7).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ErrorKey, errorCatalogue, fault, VerbatimError } from './errors.ts'

/** Key, Twilio code, HTTP status (null: never answers a call, ends a transcript or a delivery). */
const expected: [ErrorKey, number, number | null][] = [
  ['friendlyNameTooLong', 20002, 400],
  ['unauthenticated', 20003, 401],
  ['methodNotAllowed', 20004, 405],
  ['forbidden', 20403, 403],
  ['notFound', 20404, 404],
  ['conflict', 20409, 409],
  ['preconditionFailed', 20412, 412],
  ['bodyTooLarge', 20413, 413],
  ['invalidParameter', 20422, 400],
  ['unsupportedBodyType', 20422, 415],
  ['invalidSid', 20423, 400],
  ['tooManyRequests', 20429, 429],
  ['internal', 20500, 500],
  ['unavailable', 20503, 503],
  ['storageFull', 20503, 503],
  ['mediaStoreUnavailable', 20503, 503],
  ['mediaUrlInvalid', 95005, 400],
  ['mediaUrlEmpty', 95006, 400],
  ['encryptionCredentialInvalid', 95123, 400],
  ['encryptionWithMediaRedaction', 95124, 400],
  ['redactionLanguage', 95303, 400],
  ['mediaRedactionLanguage', 95304, 400],
  ['requestTooSlow', 20422, 408],
  ['rangeNotSatisfiable', 20422, 416],
  ['recordingUnavailable', 95102, null],
  ['transcriptionFailed', 95100, null],
  ['mediaTooLarge', 95103, null],
  ['mediaTypeUnsupported', 95104, null],
  ['downloadFailed', 95105, null],
  ['recogniserFailed', 95106, null],
  ['mediaEmpty', 95109, null],
  ['mediaNotFound', 95110, null],
  ['mediaUnauthorized', 95111, null],
  ['sampleRateTooLow', 95112, null],
  ['mediaCorrupted', 95113, null],
  ['mediaTooLong', 95114, null],
  ['tooManyChannels', 95115, null],
  ['recordingStoredElsewhere', 95118, null],
  ['recordingEncrypted', 95119, null],
  ['recordingNotReady', 95120, null],
  ['recordingNotFound', 95122, null],
  ['webhookRefused', 95200, null],
  ['webhookTimedOut', 95201, null],
  ['redactionFailed', 95303, null],
  ['encryptionFailed', 95123, null],
  ['operatorFailed', 95302, null],
  ['llmNotConfigured', 95302, null],
  ['languageUnsupported', 95301, null],
]

test('the table names every error there is', () => {
  assert.deepEqual(expected.map(([key]) => key).sort(), Object.keys(errorCatalogue).sort())
})

for (const [key, code, status] of expected) {
  test(`${key} has code ${code} and ${status === null ? 'no HTTP status' : `status ${status}`}`, () => {
    const error = fault(key)
    assert.equal(error.code, code)
    assert.equal(error.status ?? null, status)
  })
}

test('every entry has a sentence without a full stop, a whole code, and an HTTP error status or none', () => {
  for (const [key, entry] of Object.entries(errorCatalogue)) {
    const status = 'status' in entry ? entry.status : 400
    assert.match(entry.sentence, /^\S.*[^.\s]$/, key)
    assert.ok(Number.isInteger(entry.code) && entry.code >= 20001 && entry.code <= 95421, key)
    assert.ok(Number.isInteger(status) && status >= 400 && status <= 599, key)
  }
})

test('an answer is worth trying again after 429 and 5xx only', () => {
  for (const [key, entry] of Object.entries(errorCatalogue)) {
    if ('status' in entry) assert.equal(entry.retryable, entry.status === 429 || entry.status >= 500, key)
  }
})

test('bad media is never worth trying again; a broken download, recogniser or model is', () => {
  const retryable = expected.filter(([key, , status]) => status === null && fault(key).retryable)
  assert.deepEqual(
    retryable.map(([key]) => key),
    [
      'transcriptionFailed',
      'downloadFailed',
      'recogniserFailed',
      'recordingNotReady',
      'webhookRefused',
      'webhookTimedOut',
    ],
  )
})

test('a fault is an Error that knows its key and speaks the sentence of the catalogue', () => {
  const error = fault('conflict')
  assert.ok(error instanceof VerbatimError && error instanceof Error)
  assert.equal(error.name, 'VerbatimError')
  assert.equal(error.key, 'conflict')
  assert.equal(error.message, errorCatalogue.conflict.sentence)
  assert.equal('cause' in error, false)
})

test('a message, a cause and a flag of its own replace what the catalogue says', () => {
  const cause = new Error('inner')
  const error = fault('downloadFailed', 'no luck', { cause, retryable: false })
  assert.equal(error.message, 'no luck')
  assert.equal(error.cause, cause)
  assert.equal(error.retryable, false)
  assert.equal(fault('mediaCorrupted', undefined, { retryable: true }).retryable, true)
  assert.equal(fault('mediaCorrupted', undefined, { cause }).message, errorCatalogue.mediaCorrupted.sentence)
})
