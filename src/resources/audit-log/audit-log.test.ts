// The audit log over HTTP, against the whole server: what is written down, who may read it, and that nothing is shown
// that can not be written down.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, beforeEach, describe, test } from 'node:test'
import Fastify from 'fastify'
import type { DocumentName } from '../../domain/encrypted-document.ts'
import { sidFrom } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import { installAudit, noteUnredacted } from '../../http/audit.ts'
import { installErrors } from '../../http/error-body.ts'
import { assertError, type ListBody } from '../../testing/answers.ts'
import {
  anAccount,
  anAuditEntry,
  aRecording,
  aResult,
  aSentence,
  aStoredAccount,
  aTranscript,
} from '../../testing/builders.ts'
import { countingClock } from '../../testing/counting-clock.ts'
import { makeKey } from '../../testing/key-client.ts'
import { sampleCallPath } from '../../testing/sample-call.ts'
import { startTestServer } from '../../testing/test-server.ts'

interface Entry {
  sid: string
  credential_sid: string
  address: string
  transcript_sid: string | null
  recording_sid: string | null
  operation: string
  date_created: string
}

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as Transcript['accountSid']
const media = { key: 'media/original', bytes: 3, sha256: 'ab', contentType: 'audio/wav' }
const over = { accountSid, status: 'completed', media } as const
const redacted = aTranscript({ ...over, redaction: true })
const plain = aTranscript(over)
const encrypted = aTranscript({
  ...over,
  redaction: true,
  encryptionCredentialSid: sidFrom('publicKey', 'ab'.repeat(16)),
})
const cipher = (name: DocumentName) => {
  const bytes = Uint8Array.of(1)
  return { name, wrappedKey: bytes, iv: bytes, body: bytes }
}
const sound = { ...media, key: 'media/recording' }
const muted = aTranscript({ ...over, redaction: true, mediaRedaction: true, media: sound })
const recording = aRecording({ accountSid, media: sound })
const sentence = aSentence(0, { redacted: { text: 'x', words: [], spans: [] } })
const result = aResult(0, { redacted: { kind: 'text', text: 'y', refusal: null } })
const gone = aStoredAccount()
let leftOfGone = -1
const server = await startTestServer({ after }, {}, async ({ store, db, putMedia }) => {
  for (const one of [redacted, plain, encrypted, muted]) await store.transcripts.insert(one)
  await store.encryptedDocuments.replace(encrypted.sid, [cipher('sentences'), cipher('sentences-redacted')])
  for (const { sid } of [redacted, plain]) {
    await store.sentences.replace(
      sid,
      [sentence].map((one) => ({ ...one, sid: aSentence(0).sid })),
    )
    await store.operatorResults.replace(sid, [result])
  }
  await store.recordings.insert(recording)
  await putMedia(recording.media.key, readFileSync(sampleCallPath))
  await store.accounts.insert(gone)
  await store.auditLog.insert([anAuditEntry({ accountSid: gone.sid })])
  await db.query('delete from accounts where sid = $1', [gone.sid])
  leftOfGone = (await store.auditLog.list(gone.sid, {}, { limit: 9, cursor: null })).items.length
})
const fullKey = await makeKey(server, 'full')
const readOnly = await makeKey(server, 'read-only')
const redactedOnly = await makeKey(server, 'redacted-only')

const log = async (query = '') =>
  (await server.request<ListBody<'audit_entries', Entry>>('GET', `/x/v1/AuditLog${query}`)).body.audit_entries
let before: Set<string>
beforeEach(async () => {
  before = new Set((await log('?PageSize=1000')).map(({ sid }) => sid))
})
const written = async () => (await log('?PageSize=1000')).filter(({ sid }) => !before.has(sid))
const transcriptPath = `/v2/Transcripts/${redacted.sid}`
const recordingPath = `/2010-04-01/Accounts/${accountSid}/Recordings/${recording.sid}`

const audited: [path: string, operation: string][] = [
  [`${transcriptPath}/Sentences?Redacted=false`, 'ListSentence'],
  [`${transcriptPath}/OperatorResults?Redacted=false`, 'ListOperatorResult'],
  [`${transcriptPath}/OperatorResults/${result.operatorSid}?Redacted=false`, 'FetchOperatorResult'],
  // There is no redacted audio of it: the address is that of the original.
  [`${transcriptPath}/Media`, 'FetchMedia'],
]
for (const [path, operation] of audited) {
  test(`${operation} of what redaction hides is written down: when, by whom, from where, what`, async () => {
    const startedS = Math.floor(Date.now() / 1000) * 1000
    assert.equal((await server.request('GET', path)).status, 200)
    const [entry, ...more] = await written()
    const { sid, date_created, ...rest } = entry!
    assert.deepEqual(more, [])
    assert.deepEqual(rest, {
      account_sid: accountSid,
      credential_sid: accountSid,
      address: '127.0.0.1',
      transcript_sid: redacted.sid,
      recording_sid: null,
      operation,
    })
    assert.match(sid, /^AU[0-9a-f]{32}$/)
    assert.ok(Date.parse(date_created) >= startedS)
  })
}

test('so is a download of a recording, with the key that was used', async () => {
  assert.equal((await readOnly.request('GET', `${recordingPath}.wav`)).status, 200)
  const [entry, ...more] = await written()
  assert.deepEqual(more, [])
  assert.deepEqual([entry!.recording_sid, entry!.transcript_sid], [recording.sid, null])
  assert.match(entry!.credential_sid, /^SK/)
})

test('so is what is encrypted for its owner', async () => {
  const path = `/v2/Transcripts/${encrypted.sid}/Sentences/Encrypted`
  await server.request('GET', path)
  assert.deepEqual(await written(), [])
  assert.equal((await server.request('GET', `${path}?Redacted=false`)).status, 200)
  const [entry, ...more] = await written()
  assert.deepEqual([entry!.transcript_sid, more], [encrypted.sid, []])
})

test('so are the peaks of the sound before it was redacted', async () => {
  const path = `/x/v1/Transcripts/${muted.sid}/Peaks`
  await server.request('GET', path)
  assert.deepEqual(await written(), [])
  assert.equal((await server.request('GET', `${path}?Redacted=false`)).status, 200)
  const [entry, ...more] = await written()
  assert.deepEqual([entry!.transcript_sid, more], [muted.sid, []])
})

const unaudited: [what: string, path: string][] = [
  ['the redacted view', `${transcriptPath}/Sentences`],
  ['the redacted view, asked for', `${transcriptPath}/OperatorResults?Redacted=true`],
  ['a transcript without redaction', `/v2/Transcripts/${plain.sid}/Sentences?Redacted=false`],
  ['its media', `/v2/Transcripts/${plain.sid}/Media`],
  ['what a recording is', `${recordingPath}.json`],
  ['what is not there', `${transcriptPath}/OperatorResults/LY${'0'.repeat(32)}?Redacted=false`],
]
for (const [what, path] of unaudited) {
  test(`${what} is not written down`, async () => {
    await server.request('GET', path)
    assert.deepEqual(await written(), [])
  })
}

test('what a key may not read is not shown and not written down', async () => {
  assertError(await redactedOnly.request('GET', `${transcriptPath}/Sentences?Redacted=false`), 403, 20403)
  assertError(await redactedOnly.request('GET', `${recordingPath}.wav`), 403, 20403)
  await server.send(`${recordingPath}.wav`, { method: 'HEAD' })
  assert.deepEqual(await written(), [])
})

describe('the list', () => {
  test('selects by transcript and by exclusive dates, in pages', async () => {
    for (let at = 0; at < 3; at++) await server.request('GET', `${transcriptPath}/Sentences?Redacted=false`)
    await server.request('GET', `${recordingPath}.wav`)
    const own = await log(`?TranscriptSid=${redacted.sid}&PageSize=1000`)
    assert.ok(own.length >= 3)
    assert.ok(own.every(({ transcript_sid }) => transcript_sid === redacted.sid))
    assert.deepEqual(await log(`?TranscriptSid=GT${'0'.repeat(32)}`), [])
    assert.deepEqual(await log('?BeforeDateCreated=2020-01-01'), [])
    assert.deepEqual(await log('?AfterDateCreated=2999-01-01'), [])
    const { body } = await server.request<ListBody<'audit_entries', Entry>>(
      'GET',
      '/x/v1/AuditLog?PageSize=2',
    )
    const next = await server.request<ListBody<'audit_entries', Entry>>('GET', body.meta.next_page_url!)
    const sids = [...body.audit_entries, ...next.body.audit_entries].map(({ sid }) => sid)
    const all = (await log('?PageSize=1000')).map(({ sid }) => sid)
    assert.deepEqual(sids, all.slice(0, 4))
  })

  test('is for credentials that may do everything', async () => {
    assert.equal((await fullKey.request('GET', '/x/v1/AuditLog')).status, 200)
    for (const key of [readOnly, redactedOnly])
      assertError(await key.request('GET', '/x/v1/AuditLog'), 403, 20403)
  })

  test('answers bad filters, methods and callers as everywhere', async () => {
    assertError(await server.request('GET', '/x/v1/AuditLog?TranscriptSid=GT1'), 400, 20423)
    assertError(await server.request('GET', '/x/v1/AuditLog?BeforeDateCreated=yesterday'), 400, 20422)
    assertError(await server.request('POST', '/x/v1/AuditLog'), 405, 20004)
    assertError(await server.send('/x/v1/AuditLog', { headers: { authorization: '' } }), 401, 20003)
  })
})

test('entries go with their account', () => assert.equal(leftOfGone, 0))

test('what can not be written down is not shown', async () => {
  const app = Fastify()
  installErrors(app)
  const auditLog = {
    insert: () => Promise.reject(new Error('the database is gone')),
    list: () => Promise.reject(new Error('not asked')),
    removeOlder: async () => 0,
  }
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request) => {
    request.caller = { accountSid: anAccount(), keySid: null, scope: 'full' }
  })
  installAudit(app, { store: { auditLog }, clock: countingClock() })
  app.get('/secret', async (request) => {
    noteUnredacted(request, { transcriptSid: redacted.sid })
    return { transcript: 'My name is Ann' }
  })
  const { statusCode, body } = await app.inject('/secret')
  assert.equal(statusCode, 500)
  assert.ok(!body.includes('Ann'))
  await app.close()
})
