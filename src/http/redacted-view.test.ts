// Which view of a transcript a key gets.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyRequest } from 'fastify'
import { type KeyScope, keyScopes } from '../domain/account.ts'
import { sidFrom } from '../domain/sid.ts'
import { anAccount, aTranscript } from '../testing/builders.ts'
import { refuseEncrypted, requireUnredactedRight, wantsRedacted } from './redacted-view.ts'

/** A request of a key; nothing else of it is looked at. */
const requestOf = (scope: KeyScope) =>
  ({ caller: { accountSid: anAccount(), keySid: null, scope }, unredacted: [] }) as unknown as FastifyRequest
const forbidden = { key: 'forbidden', code: 20403, status: 403 }

const views: [redaction: boolean, asked: boolean | undefined, redacted: boolean][] = [
  [true, undefined, true],
  [true, true, true],
  [true, false, false],
  [false, undefined, false],
  [false, true, false],
  [false, false, false],
]
for (const scope of keyScopes) {
  for (const [redaction, asked, redacted] of views) {
    const refused = scope === 'redacted-only' && !redacted
    const outcome = refused ? 'refused' : redacted ? 'redacted' : 'as spoken'
    const made = redaction ? 'with' : 'without'
    test(`Redacted=${asked} of a ${scope} key, on a transcript made ${made} redaction, is ${outcome}`, () => {
      const transcript = aTranscript({ redaction })
      const view = () => wantsRedacted(requestOf(scope), transcript, asked)
      if (refused) assert.throws(view, forbidden)
      else assert.equal(view(), redacted)
    })
  }

  test(`personal data is ${scope === 'redacted-only' ? 'not ' : ''}for a ${scope} key`, () => {
    const require = () => requireUnredactedRight(requestOf(scope))
    if (scope === 'redacted-only') assert.throws(require, forbidden)
    else require()
  })
}

test('a request that nobody vouches for gets no view at all', () => {
  const request = { caller: null } as unknown as FastifyRequest
  assert.throws(() => requireUnredactedRight(request), { key: 'unauthenticated' })
  assert.throws(() => wantsRedacted(request, aTranscript(), true), { key: 'unauthenticated' })
})

test('what is encrypted for its owner is refused in the clear, and nothing else', () => {
  const encryptionCredentialSid = sidFrom('publicKey', 'ab'.repeat(16))
  assert.throws(() => refuseEncrypted(aTranscript({ encryptionCredentialSid })), forbidden)
  refuseEncrypted(aTranscript())
})
