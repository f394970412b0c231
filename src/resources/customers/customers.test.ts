// Erasing customers: over HTTP with the real database, and its jobs on the fakes.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import type { AccountSid } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import type { RemovalDeps } from '../../ports/removal.ts'
import { assertError } from '../../testing/answers.ts'
import { aDelivery, anAccount, aRecording, aResult, aSentence, aTranscript } from '../../testing/builders.ts'
import { createMemoryDatabase, type StoredJob } from '../../testing/memory-database.ts'
import { startTestServer } from '../../testing/test-server.ts'
import { eraseCustomer } from './service.ts'

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as AccountSid
const of = (customerKey: string | null, over: Partial<Transcript> = {}) => {
  const transcript = aTranscript({ accountSid, status: 'completed', customerKey, ...over })
  const key = `media/${accountSid}/${transcript.sid}/original`
  return { ...transcript, media: { key, bytes: 5, sha256: 'abc', contentType: 'audio/wav' } }
}

const recording = aRecording({ accountSid })
const channel = { ...aTranscript().channel, mediaUrl: null, sourceSid: recording.sid }
const ann = [of('Ann'), of('Ann', { status: 'queued' }), of('Ann', { status: 'failed', channel })]
const bob = of('Bob')
const nobody = of(null)
const foreign = aTranscript({ accountSid: anAccount(), customerKey: 'Ann' })
/** Keys that a path could take for something else. */
const odd = ['a/b', 'a b+c', '50%', 'Müller 🔑', '../Bob', 'Bob/', '?x=1&y#z', 'x;y', 'null', '€'.repeat(64)]
const many = Array.from({ length: 500 }, () => aTranscript({ accountSid, customerKey: 'many' }))

const server = await startTestServer({ after }, {}, async ({ store, putMedia }) => {
  await store.recordings.insert(recording)
  for (const one of [...ann, bob, nobody, foreign, ...odd.map((key) => of(key)), ...many]) {
    await store.transcripts.insert(one)
    if (one.media) await putMedia(one.media.key, Buffer.from('sound'))
  }
  for (const { sid, accountSid } of [...ann, bob, foreign]) {
    await store.sentences.replace(sid, [aSentence(0)])
    await store.operatorResults.replace(sid, [aResult(0)])
    await store.deliveries.insert(aDelivery({ accountSid, transcriptSid: sid }))
  }
})

const erase = (customerKey: string) =>
  server.request('DELETE', `/x/v1/Customers/${encodeURIComponent(customerKey)}`)
const statusOf = async ({ sid }: Transcript, below = '') =>
  (await server.request('GET', `/v2/Transcripts/${sid}${below}`)).status

test('erasing a customer removes every transcript of the key, and nothing of anybody else', async () => {
  const address = (await server.request<{ media_url: string }>('GET', `/v2/Transcripts/${ann[0]!.sid}/Media`))
    .body
  assert.equal((await fetch(address.media_url)).status, 200)
  const { status, body } = await erase('Ann')
  assert.deepEqual([status, body], [204, null])
  for (const one of ann) {
    for (const below of ['', '/Sentences', '/Media', '/OperatorResults']) {
      assert.equal(await statusOf(one, below), 404, below)
    }
  }
  assert.equal((await fetch(address.media_url)).status, 404)
  for (const one of [bob, nobody]) assert.equal(await statusOf(one), 200)
  const { webhooks } = (
    await server.request<{ webhooks: { transcript_sid: string }[] }>('GET', '/x/v1/Webhooks')
  ).body
  assert.deepEqual(
    webhooks.map(({ transcript_sid }) => transcript_sid),
    [bob.sid],
  )
  const audio = `/2010-04-01/Accounts/${accountSid}/Recordings/${recording.sid}.json`
  assertError(await server.request('GET', audio), 404, 20404)
})

test('a customer of whom nothing is known is 404, the second time as well', async () => {
  for (const key of ['Ann', 'ann', 'Zoë', '', ' ', 'a\0b', 'x'.repeat(65), 'x'.repeat(2000)]) {
    assertError(await erase(key), 404, 20404)
  }
  assertError(await server.request('DELETE', '/x/v1/Customers/%E4'), 404, 20404)
})

test('keys that need encoding are taken as they are', async () => {
  const { transcripts } = (
    await server.request<{ transcripts: { sid: string; customer_key: string }[] }>(
      'GET',
      '/v2/Transcripts?PageSize=1000',
    )
  ).body
  for (const key of odd) {
    assert.equal((await erase(key)).status, 204, key)
    const { sid } = transcripts.find(({ customer_key }) => customer_key === key)!
    assert.equal((await server.request('GET', `/v2/Transcripts/${sid}`)).status, 404, key)
  }
  assert.equal(await statusOf(bob), 200)
})

test('hundreds of transcripts go at once', async () => {
  assert.equal((await erase('many')).status, 204)
  const { transcripts } = (
    await server.request<{ transcripts: { customer_key: string }[] }>('GET', '/v2/Transcripts')
  ).body
  assert.ok(transcripts.every(({ customer_key }) => customer_key !== 'many'))
})

test('it takes credentials that may write, and no other method', async () => {
  assertError(
    await server.send('/x/v1/Customers/Bob', { method: 'DELETE', headers: { authorization: 'Basic x' } }),
    401,
  )
  const readOnly = (
    await server.request<{ sid: string; secret: string }>('POST', '/x/v1/Keys', { Scope: 'read-only' })
  ).body
  const authorization = `Basic ${btoa(`${readOnly.sid}:${readOnly.secret}`)}`
  assertError(await server.send('/x/v1/Customers/Bob', { method: 'DELETE', headers: { authorization } }), 403)
  assertError(await server.request('GET', '/x/v1/Customers/Bob'), 405)
  assert.equal(await statusOf(bob), 200)
})

function setUp(failAfter = Number.POSITIVE_INFINITY) {
  const database = createMemoryDatabase()
  const stopped: string[] = []
  const woken: string[] = []
  let batches = 0
  const deps: RemovalDeps = {
    unitOfWork: (work) =>
      database.unitOfWork((unit) =>
        work({
          ...unit,
          async enqueue(job) {
            if (++batches > failAfter) throw new Error('the queue is gone')
            return unit.enqueue(job)
          },
        }),
      ),
    running: { begin: () => assert.fail('nothing runs here'), stop: (sid) => void stopped.push(sid) },
    wake: (name) => void woken.push(name),
  }
  return { ...database, deps, stopped, woken }
}

async function storeMany({ store, unitOfWork }: ReturnType<typeof setUp>, count: number) {
  const rows = Array.from({ length: count }, () => of('Ann', { status: 'in-progress' }))
  for (const row of rows) {
    await store.transcripts.insert(row)
    const data = { transcriptSid: row.sid }
    await unitOfWork(({ enqueue }) => enqueue({ name: 'transcript', data, group: accountSid }))
  }
  return rows
}

test('work under way stops, jobs are forgotten, and few jobs take all media away', async () => {
  const parts = setUp()
  const rows = await storeMany(parts, 450)
  await parts.store.recordings.insert(recording)
  await parts.store.transcripts.insert(of('Ann', { channel }))
  await eraseCustomer(accountSid, 'Ann', parts.deps)
  const [jobs, later] = [false, true].map((delayed) =>
    parts.jobs().filter(({ dueMs }) => (dueMs !== undefined) === delayed),
  ) as [StoredJob[], StoredJob[]]
  assert.deepEqual(
    jobs.map(({ name, group }) => [name, group]),
    Array.from({ length: 3 }, () => ['media-removal', accountSid]),
  )
  const prefixes = jobs.flatMap(({ data }) => ('prefixes' in data ? data.prefixes : []))
  assert.equal(prefixes.length, 452)
  for (const { sid } of [...rows, recording]) assert.ok(prefixes.includes(`media/${accountSid}/${sid}`))
  // What a run may still store, and its process not live to remove.
  assert.deepEqual(
    later.map(({ name, data }) => [name, data]).sort(),
    rows.map(({ sid }) => ['media-removal', { prefix: `media/${accountSid}/${sid}` }]).sort(),
  )
  assert.equal(parts.stopped.length, 451)
  assert.deepEqual(parts.woken, ['media-removal'])
})

test('it is all or nothing: a failure on the way leaves every row and the key', async () => {
  const parts = setUp(2)
  const rows = await storeMany(parts, 450)
  const scope = { accountSid, customerKey: 'Ann' }
  const key = { id: randomBytes(16).toString('hex'), sealed: 'sealed' }
  await parts.store.mediaKeys.obtain(scope, key)
  const before = parts.jobs()
  await assert.rejects(eraseCustomer(accountSid, 'Ann', parts.deps), /the queue is gone/)
  for (const { sid } of rows) assert.ok(await parts.store.transcripts.load(sid))
  assert.deepEqual(await parts.store.mediaKeys.find(key.id), key)
  assert.deepEqual(parts.jobs(), before)
  assert.deepEqual([parts.stopped, parts.woken], [[], []])
})

test('the key of the media goes, also of a customer whose transcripts were deleted one by one', async () => {
  const parts = setUp()
  const [row] = await storeMany(parts, 1)
  const scope = { accountSid, customerKey: 'Ann' }
  const [key, other] = [randomBytes(16), randomBytes(16)].map((id) => ({
    id: id.toString('hex'),
    sealed: 's',
  }))
  await parts.store.mediaKeys.obtain(scope, key!)
  await parts.store.mediaKeys.obtain({ accountSid, customerKey: null }, other!)
  await parts.store.transcripts.remove(accountSid, row!.sid)
  await eraseCustomer(accountSid, 'Ann', parts.deps)
  assert.equal(await parts.store.mediaKeys.find(key!.id), null)
  assert.deepEqual(await parts.store.mediaKeys.find(other!.id), other)
  await assert.rejects(eraseCustomer(accountSid, 'Ann', parts.deps), { key: 'notFound' })
})
