// API keys over HTTP, and what keys of each scope may do over the whole interface.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Transcript } from '../../domain/transcript.ts'
import { assertError, type ListBody, walkList } from '../../testing/answers.ts'
import { anApiKey, aSentence, aTranscript } from '../../testing/builders.ts'
import { clientOf, makeAccount, makeKey } from '../../testing/key-client.ts'
import { startTestServer } from '../../testing/test-server.ts'

interface Key {
  sid: string
  friendly_name: string
  scope: string
  date_created: string
  date_updated: string
  secret?: string
}

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as Transcript['accountSid']
const media = (view: string) => ({ key: `media/x/${view}`, bytes: 5, sha256: view, contentType: 'audio/wav' })
const spoken = aTranscript({ accountSid, status: 'completed', media: media('original') })
const redacted = aTranscript({ accountSid, status: 'completed', redaction: true, media: media('original') })
const redactedMedia = aTranscript({
  accountSid,
  status: 'completed',
  redaction: true,
  mediaRedaction: true,
  media: media('original'),
  redactedMedia: media('redacted'),
})
const form = { text: '[Name]', words: [{ text: '[Name]', startMs: 0, endMs: 400 }], spans: [] }

const server = await startTestServer({ after }, {}, async ({ store, putMedia }) => {
  for (const transcript of [spoken, redacted, redactedMedia]) {
    await store.transcripts.insert(transcript)
    const sentence = aSentence(0, { redacted: transcript.redaction ? form : null })
    await store.sentences.replace(transcript.sid, [sentence])
  }
  for (const view of ['original', 'redacted'])
    await putMedia(`media/x/${view}`, Buffer.from(view.slice(0, 5)))
})
const collection = '/x/v1/Keys'
const create = (form?: Record<string, string>) => server.request<Key>('POST', collection, form)
const rotate = (sid: string, form?: Record<string, string>) =>
  server.request<Key>('POST', `${collection}/${sid}/Rotate`, form)
const statusAs = async (sid: string, secret: string) =>
  (await clientOf(server, sid, secret).request('GET', '/v2/Services')).status

test('a create answers 201 with its secret, which is never shown again', async () => {
  const { status, body } = await create({ FriendlyName: 'Änn', Scope: 'read-only' })
  assert.equal(status, 201)
  assert.match(body.sid, /^SK[0-9a-f]{32}$/)
  assert.match(body.secret ?? '', /^[0-9a-f]{32}$/)
  const { secret, ...shown } = body
  assert.deepEqual(Object.entries(shown), [
    ['sid', body.sid],
    ['account_sid', server.accountSid],
    ['friendly_name', 'Änn'],
    ['scope', 'read-only'],
    ['date_created', body.date_created],
    ['date_updated', body.date_created],
    ['url', `${server.baseUrl}${collection}/${body.sid}`],
  ])
  const { keys } = (await server.request<ListBody<'keys', Key>>('GET', collection)).body
  assert.deepEqual(
    keys.find(({ sid }) => sid === body.sid),
    shown,
  )
  assert.equal(JSON.stringify(keys).includes(secret!), false)
})

test('a key is a full one without a name unless it says otherwise', async () => {
  assert.partialDeepStrictEqual((await create()).body, { friendly_name: '', scope: 'full' })
  assertError(await create({ FriendlyName: 'x'.repeat(65) }), 400, 20002)
  for (const Scope of ['admin', '', 'FULL']) assertError(await create({ Scope }), 400, 20422)
})

test('keys are listed newest first over pages, those of other accounts not at all', async () => {
  const other = await makeAccount(server)
  const { body: theirs } = await other.request<Key>('POST', collection)
  for (let i = 0; i < 4; i++) await create()
  const { keys } = (await server.request<ListBody<'keys', Key>>('GET', `${collection}?PageSize=1000`)).body
  const sids = keys.map(({ sid }) => sid)
  assert.equal(sids.includes(theirs.sid), false)
  assert.deepEqual((await walkList(server, { first: `${collection}?PageSize=3`, key: 'keys' })).flat(), sids)
})

test('a rotated secret replaces the old one at once, or after GraceSeconds', async () => {
  const { sid, secret: first = '' } = (await create()).body
  assert.equal(await statusAs(sid, first), 200)
  const second = (await rotate(sid)).body.secret!
  assert.deepEqual([await statusAs(sid, first), await statusAs(sid, second)], [401, 200])
  const { status, body } = await rotate(sid, { GraceSeconds: '3600' })
  assert.equal(status, 200)
  const statuses = await Promise.all([first, second, body.secret!].map((secret) => statusAs(sid, secret)))
  assert.deepEqual(statuses, [401, 200, 200])
  assertError(await rotate(sid, { GraceSeconds: '-1' }), 400)
})

test('a deleted key stops working at once, and a second delete is 404', async () => {
  const { sid, secret = '' } = (await create()).body
  assert.equal(await statusAs(sid, secret), 200)
  const answer = await server.request('DELETE', `${collection}/${sid}`)
  assert.deepEqual([answer.status, answer.body], [204, null])
  assert.equal(await statusAs(sid, secret), 401)
  assertError(await server.request('DELETE', `${collection}/${sid}`), 404, 20404)
  assertError(await rotate(sid), 404, 20404)
})

test("unknown keys and another account's are 404, and keep working", async () => {
  const other = await makeAccount(server)
  const { body: theirs } = await other.request<Key>('POST', collection)
  for (const sid of [theirs.sid, anApiKey().sid, 'SK1', server.accountSid]) {
    assertError(await server.request('DELETE', `${collection}/${sid}`), 404, 20404)
    assertError(await rotate(sid), 404, 20404)
  }
  assert.equal(await statusAs(theirs.sid, theirs.secret!), 200)
})

test('only a full credential handles keys', async () => {
  for (const scope of ['read-only', 'redacted-only'] as const) {
    const key = await makeKey(server, scope)
    const { sid } = (await create()).body
    assertError(await key.request('GET', collection), 403, 20403)
    assertError(await key.request('POST', collection), 403, 20403)
    assertError(await key.request('POST', `${collection}/${sid}/Rotate`), 403, 20403)
    assertError(await key.request('DELETE', `${collection}/${sid}`), 403, 20403)
  }
  const full = await makeKey(server, 'full')
  assert.equal((await full.request('GET', collection)).status, 200)
})

describe('a read-only key', () => {
  test('gets 403 on every write, whatever the body, and nothing is changed', async () => {
    const key = await makeKey(server, 'read-only')
    const before = (await server.request('GET', '/v2/Services?PageSize=1000')).body
    const { sid } = spoken
    const writes: [method: string, path: string][] = [
      ['POST', '/v2/Services'],
      ['POST', '/v2/Services/any'],
      ['DELETE', '/v2/Services/any'],
      ['POST', `/v2/Services/GA${'0'.repeat(32)}/Operators/LY${'0'.repeat(32)}`],
      ['POST', '/v2/Transcripts'],
      ['DELETE', `/v2/Transcripts/${sid}`],
      ['POST', '/v2/Operators/Custom'],
      ['POST', '/x/v1/Recordings'],
      ['POST', `/2010-04-01/Accounts/${accountSid}/Recordings.json`],
      ['DELETE', `/2010-04-01/Accounts/${accountSid}/Recordings/RE${'0'.repeat(32)}`],
      ['POST', '/v1/Credentials/PublicKeys'],
      ['PUT', '/v2/Services/any'],
    ]
    for (const [method, path] of writes) {
      assertError(await key.request(method, path, { UniqueName: 'x', Stray: 'x' }), 403, 20403)
    }
    assert.deepEqual((await server.request('GET', '/v2/Services?PageSize=1000')).body, before)
    assert.equal((await server.request('GET', `/v2/Transcripts/${sid}`)).status, 200)
  })

  test('reads everything, personal data included', async () => {
    const key = await makeKey(server, 'read-only')
    for (const { sid } of [spoken, redacted, redactedMedia]) {
      for (const what of ['', '/Sentences?Redacted=false', '/Media?Redacted=false', '/OperatorResults']) {
        assert.equal((await key.request('GET', `/v2/Transcripts/${sid}${what}`)).status, 200, what)
      }
    }
  })
})

describe('a key for redacted data', () => {
  interface Sentences {
    sentences: { transcript: string; words: { word: string }[] }[]
  }

  test('writes what a full key writes, where nothing is left in', async () => {
    const key = await makeKey(server, 'redacted-only')
    const made = await key.request<{ sid: string }>('POST', '/v2/Services', {
      ...{ UniqueName: 'of a restricted key', AutoRedaction: 'true', MediaRedaction: 'true' },
    })
    assert.equal(made.status, 201)
    assert.equal((await key.request('DELETE', `/v2/Services/${made.body.sid}`)).status, 204)
  })

  test('reads sentences redacted, words included, and gets 403 for the rest', async () => {
    const key = await makeKey(server, 'redacted-only')
    const path = `/v2/Transcripts/${redacted.sid}/Sentences`
    for (const query of ['', '?Redacted=true', '?WordTimestamps=true']) {
      const { status, body } = await key.request<Sentences>('GET', path + query)
      const [sentence] = body.sentences
      const words = query.includes('Word') ? ['[Name]'] : []
      assert.deepEqual(
        [status, sentence!.transcript, sentence!.words.map(({ word }) => word)],
        [200, '[Name]', words],
      )
    }
    assertError(await key.request('GET', `${path}?Redacted=false`), 403, 20403)
    for (const query of ['', '?Redacted=true', '?Redacted=false']) {
      assertError(await key.request('GET', `/v2/Transcripts/${spoken.sid}/Sentences${query}`), 403, 20403)
    }
  })

  test('hears redacted audio where there is some, and gets 403 for the original', async () => {
    const key = await makeKey(server, 'redacted-only')
    const mediaOf = (of: Transcript, query = '') =>
      key.request<{ media_url: string }>('GET', `/v2/Transcripts/${of.sid}/Media${query}`)
    const { status, body } = await mediaOf(redactedMedia)
    assert.equal(status, 200)
    assert.equal(await (await fetch(body.media_url)).text(), 'redac')
    const original = body.media_url.replace('/redacted/', '/original/')
    assert.equal((await fetch(original)).status, 403)
    assertError(await mediaOf(redactedMedia, '?Redacted=false'), 403, 20403)
    // Text redaction alone leaves the audio as it was.
    for (const query of ['', '?Redacted=true', '?Redacted=false']) {
      assertError(await mediaOf(redacted, query), 403, 20403)
      assertError(await mediaOf(spoken, query), 403, 20403)
    }
  })
})
