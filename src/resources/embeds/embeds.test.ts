// Embedded views over HTTP, against the whole server: what a one-time token opens, and what it does not.
import assert from 'node:assert/strict'
import { after, mock, test } from 'node:test'
import { sidFrom } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import { assertError } from '../../testing/answers.ts'
import { aSentence, aTranscript } from '../../testing/builders.ts'
import { makeKey } from '../../testing/key-client.ts'
import { startTestServer } from '../../testing/test-server.ts'

interface Made {
  token: string
  url: string
  redacted: boolean
  date_expires: string
}
interface Opened {
  transcript_sid: string
  redacted: boolean
  media: boolean
  access_token: string
}

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as Transcript['accountSid']
const done = { accountSid, status: 'completed', transcribed: true } as const
const bytes = Buffer.from('sound')
const withMedia = (one: Transcript): Transcript => {
  const media = (view: string) => ({
    key: `media/${one.sid}/${view}`,
    bytes: 5,
    sha256: view,
    contentType: 'audio/wav',
  })
  return { ...one, media: media('original'), redactedMedia: one.mediaRedaction ? media('redacted') : null }
}
const redacted = withMedia(aTranscript({ ...done, redaction: true, mediaRedaction: true }))
const textOnly = withMedia(aTranscript({ ...done, redaction: true }))
const plain = withMedia(aTranscript(done))
const encrypted = aTranscript({ ...done, encryptionCredentialSid: sidFrom('publicKey', 'ab'.repeat(16)) })
const foreign = aTranscript({ status: 'completed' })
const server = await startTestServer({ after }, {}, async ({ store, putMedia }) => {
  for (const one of [redacted, textOnly, plain, encrypted, foreign]) {
    await store.transcripts.insert(one)
    for (const media of [one.media, one.redactedMedia]) if (media) await putMedia(media.key, bytes)
    const words = [{ text: 'Karen', startMs: 0, endMs: 1000 }]
    const hidden = [{ text: '[Name]', startMs: 0, endMs: 1000 }]
    await store.sentences.replace(one.sid, [
      aSentence(0, {
        text: 'Karen',
        words,
        redacted: one.redaction ? { text: '[Name]', words: hidden, spans: [] } : null,
      }),
    ])
  }
})

const make = (transcript: Pick<Transcript, 'sid'>, form?: Record<string, string>) =>
  server.request<Made>('POST', `/x/v1/Transcripts/${transcript.sid}/EmbedTokens`, form)
/** As the page does it: no credentials, headers that say which page is asking. */
const trade = async (
  token: string,
  headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
) => {
  const response = await fetch(`${server.baseUrl}/x/v1/EmbedSessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token }),
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Opened }
}
const openView = async (transcript: Pick<Transcript, 'sid'>, form?: Record<string, string>) =>
  (await trade((await make(transcript, form)).body.token)).body
const read = <Body>(view: Opened, path: string, init: RequestInit = {}) =>
  server.send<Body>(path, { ...init, headers: { authorization: `Bearer ${view.access_token}` } })
const parts = ['', '/Sentences', '/OperatorResults', '/Media']

test('a token stands in the fragment of the address of the page, and expires in ten minutes', async () => {
  const before = Date.now()
  const { status, body } = await make(redacted)
  assert.equal(status, 201)
  assert.match(body.token, /^[0-9a-f]{64}-GT[0-9a-f]{32}-redacted$/)
  assert.equal(body.url, `${server.baseUrl}/embed/${redacted.sid}#token=${body.token}`)
  assert.equal(body.redacted, true)
  const expires = Date.parse(body.date_expires) - 600_000
  assert.ok(expires > before - 1000 && expires <= Date.now(), body.date_expires)
})

test('a token opens one view, which reads its transcript without personal data', async () => {
  const { body } = await make(redacted)
  const first = await trade(body.token)
  assert.equal(first.status, 201)
  assert.partialDeepStrictEqual(first.body, { transcript_sid: redacted.sid, redacted: true, media: true })
  assertError(await trade(body.token), 401, 20003)
  for (const part of parts)
    assert.equal((await read(first.body, `/v2/Transcripts/${redacted.sid}${part}`)).status, 200, part)
  const { body: list } = await read<{ sentences: { transcript: string }[] }>(
    first.body,
    `/v2/Transcripts/${redacted.sid}/Sentences`,
  )
  assert.deepEqual(
    list.sentences.map(({ transcript }) => transcript),
    ['[Name]'],
  )
  const { body: media } = await read<{ media_url: string }>(
    first.body,
    `/v2/Transcripts/${redacted.sid}/Media`,
  )
  assert.match(media.media_url, /\/redacted\//)
})

test('the view refuses what was spoken, in text and sound', async () => {
  const view = await openView(redacted)
  for (const part of parts.slice(1)) {
    assertError(await read(view, `/v2/Transcripts/${redacted.sid}${part}?Redacted=false`), 403, 20403)
  }
  assertError(await read(view, `/x/v1/Transcripts/${redacted.sid}/Peaks?Redacted=false`), 403, 20403)
  const silent = await openView(textOnly)
  assert.equal(silent.media, false)
  assertError(await read(silent, `/v2/Transcripts/${textOnly.sid}/Media`), 403, 20403)
})

test('the view reads no other transcript, no list, nothing else, and writes nothing', async () => {
  const view = await openView(redacted)
  for (const path of [
    ...parts.map((part) => `/v2/Transcripts/${plain.sid}${part}`),
    `/v2/Transcripts/${foreign.sid}`,
    '/v2/Transcripts',
    '/v2/Services',
    '/v2/Operators',
    '/x/v1/Search?Query=Karen',
    '/x/v1/Keys',
    `/x/v1/Transcripts/${redacted.sid}/Diagnostics`,
    `/x/v1/Transcripts/${redacted.sid}/RedactionReport`,
    `/x/v1/Transcripts/${redacted.sid}/Captions.txt`,
    `/x/v1/Transcripts/${plain.sid}/Peaks`,
    `/x/v1/Transcripts/${plain.sid}/Events`,
  ])
    assertError(await read(view, path), 403, 20403)
  for (const [method, path] of [
    ['DELETE', `/v2/Transcripts/${redacted.sid}`],
    ['POST', '/v2/Services'],
    ['POST', '/x/v1/SessionLinks'],
    ['POST', `/x/v1/Transcripts/${redacted.sid}/EmbedTokens`],
    ['POST', `/x/v1/Transcripts/${redacted.sid}/Operators`],
    ['POST', '/x/v1/Keys'],
  ] as const)
    assertError(await read(view, path, { method }), 403, 20403)
  assert.equal((await server.request('GET', `/v2/Transcripts/${redacted.sid}`)).status, 200)
})

test('as it was spoken a call is shown only when that is asked for, by whom may see it', async () => {
  assertError(await make(plain), 409, 20409)
  const view = await openView(plain, { Redacted: 'false' })
  assert.partialDeepStrictEqual(view, { redacted: false, media: true })
  const { body } = await read<{ sentences: { transcript: string }[] }>(
    view,
    `/v2/Transcripts/${plain.sid}/Sentences`,
  )
  assert.equal(body.sentences[0]!.transcript, 'Karen')
  assertError(await read(view, `/v2/Transcripts/${redacted.sid}`), 403, 20403)
  assertError(await read(view, `/v2/Transcripts/${plain.sid}`, { method: 'DELETE' }), 403, 20403)
  const key = await makeKey(server, 'redacted-only')
  const path = `/x/v1/Transcripts/${redacted.sid}/EmbedTokens`
  assert.equal((await key.request('POST', path)).status, 201)
  assertError(await key.request('POST', path, { Redacted: 'false' }), 403, 20403)
  const reader = await makeKey(server, 'read-only')
  assertError(await reader.request('POST', path), 403, 20403)
})

test('what a view shows as it was spoken is in the audit log of its maker', async () => {
  const view = await openView(redacted, { Redacted: 'false' })
  const entries = async () => {
    const { body } = await server.request<{ audit_entries: { transcript_sid: string }[] }>(
      'GET',
      '/x/v1/AuditLog',
    )
    return body.audit_entries.filter(({ transcript_sid }) => transcript_sid === redacted.sid).length
  }
  const before = await entries()
  assert.equal((await read(view, `/v2/Transcripts/${redacted.sid}/Sentences?Redacted=false`)).status, 200)
  assert.equal(await entries(), before + 1)
})

test('tokens and views expire', async () => {
  const late = await make(redacted)
  const view = await openView(redacted)
  const path = `/v2/Transcripts/${redacted.sid}`
  assert.equal((await read(view, path)).status, 200)
  mock.timers.enable({ apis: ['Date'], now: Date.now() + 11 * 60_000 })
  try {
    assertError(await trade(late.body.token), 401, 20003)
    assert.equal((await read(view, path)).status, 200)
    mock.timers.setTime(Date.now() + 50 * 60_000)
    assertError(await read(view, path), 401, 20003)
  } finally {
    mock.timers.reset()
  }
})

test('a token is traded by our own page alone; a wrong one is 401, and no cookie stands in for it', async () => {
  const { body } = await make(redacted)
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
  ] as Record<string, string>[])
    assertError(await trade(body.token, headers), 403, 20403)
  assertError(await trade('f'.repeat(64)), 401, 20003)
  assertError(await trade('x'.repeat(500)), 400)
  assertError(await server.request('GET', '/x/v1/EmbedSessions'), 405, 20004)
  assertError(
    await read({ access_token: body.token } as Opened, `/v2/Transcripts/${redacted.sid}`),
    401,
    20003,
  )
  assert.equal((await trade(body.token)).status, 201, 'still unused')
  const signedIn = await fetch(`${server.baseUrl}/x/v1/Session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ sid: server.accountSid, secret: server.authToken }),
  })
  const headers = {
    cookie: signedIn.headers.get('set-cookie')!.split(';')[0]!,
    'sec-fetch-site': 'same-origin',
  }
  const withBoth = await fetch(`${server.baseUrl}/v2/Services`, {
    headers: { ...headers, authorization: `Bearer ${'f'.repeat(64)}` },
  })
  assert.equal(withBoth.status, 401)
})

test('encrypted transcripts, those of others and unknown ones have no view', async () => {
  assertError(await make(encrypted), 403, 20403)
  assertError(await make(foreign), 404, 20404)
  assertError(await make({ sid: sidFrom('transcript', 'ef'.repeat(16)) }), 404, 20404)
})
