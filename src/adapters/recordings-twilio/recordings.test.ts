// Recordings from a loopback stand-in for Twilio's 2010 API, and from the storage host it redirects to.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { sidFrom } from '../../domain/sid.ts'
import { anAccount } from '../../testing/builders.ts'
import { createSafeFetcher } from '../fetcher-safe/fetcher.ts'
import { closedPort, serveHttp, tempFolder } from '../fetcher-safe/test-servers.ts'
import { createUpstreamRecordings } from './recordings.ts'

const accountSid = `AC${'0123456789abcdef'.repeat(2)}`
const authToken = 'an upstream token'
const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`
const sid = sidFrom('recording', 'ab'.repeat(16))
const callSid = sidFrom('call', 'cd'.repeat(16))
const path = `/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`
const stereo = 'the sound of two channels'

/** A completed recording as Twilio describes it. */
const described = {
  sid,
  status: 'completed',
  call_sid: callSid,
  start_time: 'Fri, 02 Jan 2026 03:04:05 +0000',
  channels: 2,
  media_url: `https://api.twilio.com${path}`,
  encryption_details: null,
}

type Answer = { status: number; body?: string; location?: string }
const json = (over: object = {}): Answer => ({ status: 200, body: JSON.stringify({ ...described, ...over }) })

/** Downloads from a server that answers by path; what it does not know is 404. */
async function downloadFrom(
  t: TestContext,
  answers: Record<string, Answer>,
  { attempts = 1, maxBytes = 1000 } = {},
) {
  const folder = await tempFolder(t)
  const server = await serveHttp(t, (request, response) => {
    const { status, body = '', location } = answers[request.path] ?? { status: 404 }
    response.writeHead(status, { ...(location && { location }) }).end(body)
  })
  const fetcher = createSafeFetcher({ allow: ['127.0.0.1'], attempts, urlCredentials: false })
  t.after(() => fetcher.close())
  const upstream = createUpstreamRecordings(
    { accountSid, authToken, baseUrl: server.origin, owner: anAccount() },
    fetcher,
  )
  const toPath = join(folder, 'download')
  const outcome = upstream.download({ sid, toPath, maxBytes })
  await outcome.catch(() => undefined)
  return { outcome, toPath, requests: server.requests, paths: server.requests.map((one) => one.path) }
}

test('both channels are fetched, with what Twilio knows of the recording', async (t) => {
  const { outcome, toPath, paths, requests } = await downloadFrom(t, {
    [`${path}.json`]: json(),
    [`${path}.wav?RequestedChannels=2`]: { status: 200, body: stereo },
  })
  assert.deepEqual(await outcome, {
    bytes: stereo.length,
    sha256: createHash('sha256').update(stereo).digest('hex'),
    callSid,
    startTime: new Date('2026-01-02T03:04:05Z'),
  })
  assert.equal(readFileSync(toPath, 'utf8'), stereo)
  assert.equal(statSync(toPath).mode & 0o777, 0o600)
  assert.deepEqual(paths, [`${path}.json`, `${path}.wav?RequestedChannels=2`])
  for (const { method, headers } of requests) {
    assert.deepEqual([method, headers.authorization], ['GET', authorization])
  }
})

for (const status of [400, 404]) {
  test(`where two channels are answered with ${status}, one is fetched`, async (t) => {
    const { outcome, toPath, paths } = await downloadFrom(t, {
      [`${path}.json`]: json({ channels: 1 }),
      [`${path}.wav?RequestedChannels=2`]: { status },
      [`${path}.wav?RequestedChannels=1`]: { status: 200, body: 'mono' },
    })
    assert.equal((await outcome).bytes, 4)
    assert.equal(readFileSync(toPath, 'utf8'), 'mono')
    assert.equal(paths.at(-1), `${path}.wav?RequestedChannels=1`)
  })
}

test('a storage host that the API redirects to never sees the credentials', async (t) => {
  const storage = await serveHttp(t, (_request, response) => response.writeHead(200).end(stereo))
  const location = `${storage.origin}/bucket/${sid}.wav?signature=x`
  const { outcome, requests } = await downloadFrom(t, {
    [`${path}.json`]: json(),
    [`${path}.wav?RequestedChannels=2`]: { status: 307, location },
  })
  assert.equal((await outcome).bytes, stereo.length)
  assert.deepEqual(
    storage.requests.map((one) => one.headers.authorization),
    [undefined],
  )
  assert.ok(requests.every(({ headers }) => headers.authorization === authorization))
})

test('what is not known, or not well formed, is null', async (t) => {
  for (const unknown of [
    { call_sid: null, start_time: null },
    { call_sid: 'CA1', start_time: 'yesterday' },
    { call_sid: undefined, start_time: undefined },
  ]) {
    const { outcome } = await downloadFrom(t, {
      [`${path}.json`]: json(unknown),
      [`${path}.wav?RequestedChannels=2`]: { status: 200, body: stereo },
    })
    assert.partialDeepStrictEqual(await outcome, { callSid: null, startTime: null })
  }
})

for (const [what, over] of [
  ['on the host that was asked', { media_url: `http://127.0.0.1:1${path}` }],
  ['on a host of Twilio', { media_url: 'https://media.us1.twilio.com/x' }],
  ['nowhere in particular', { media_url: null }],
] as const) {
  test(`media ${what} are Twilio's`, async (t) => {
    const { outcome } = await downloadFrom(t, {
      [`${path}.json`]: json(over),
      [`${path}.wav?RequestedChannels=2`]: { status: 200, body: stereo },
    })
    assert.equal((await outcome).bytes, stereo.length)
  })
}

const unusable: [what: string, answer: Answer, key: string, code: number, retryable: boolean][] = [
  ['one that does not exist', { status: 404 }, 'recordingNotFound', 95122, false],
  ['one of an account that refuses access', { status: 401 }, 'recordingUnavailable', 95102, false],
  ['one that may not be read', { status: 403 }, 'recordingUnavailable', 95102, false],
  ['a deleted one', json({ status: 'deleted' }), 'recordingUnavailable', 95102, false],
  ['an absent one', json({ status: 'absent' }), 'recordingUnavailable', 95102, false],
  ['one that is being processed', json({ status: 'processing' }), 'recordingNotReady', 95120, true],
  ['one in progress', json({ status: 'in-progress' }), 'recordingNotReady', 95120, true],
  ['an encrypted one', json({ encryption_details: { type: 'rsa-aes' } }), 'recordingEncrypted', 95119, false],
  [
    'one stored elsewhere',
    json({ media_url: 'https://bucket.s3.amazonaws.com/x' }),
    'recordingStoredElsewhere',
    95118,
    false,
  ],
  [
    'one on a host that only looks like Twilio',
    json({ media_url: 'https://eviltwilio.com/x' }),
    'recordingStoredElsewhere',
    95118,
    false,
  ],
  ['one described in no JSON', { status: 200, body: '<html>' }, 'downloadFailed', 95105, true],
]
for (const [what, answer, key, code, retryable] of unusable) {
  test(`${what} is ${key}: its audio is not asked for, and no file is left`, async (t) => {
    const { outcome, toPath, paths } = await downloadFrom(t, { [`${path}.json`]: answer })
    await assert.rejects(outcome, { key, code, retryable })
    assert.deepEqual(paths, [`${path}.json`])
    assert.equal(existsSync(toPath), false)
  })
}

for (const [status, key, asked] of [
  [404, 'recordingNotFound', 3],
  // A refusal would be the same for one channel.
  [403, 'recordingUnavailable', 2],
] as const) {
  test(`audio that is answered with ${status} in either form is ${key}, and no file is left`, async (t) => {
    const { outcome, toPath, paths } = await downloadFrom(t, {
      [`${path}.json`]: json(),
      [`${path}.wav?RequestedChannels=2`]: { status },
      [`${path}.wav?RequestedChannels=1`]: { status },
    })
    await assert.rejects(outcome, { key, retryable: false })
    assert.equal(paths.length, asked)
    assert.equal(existsSync(toPath), false)
  })
}

test('a passing failure is tried again as configured, and never by asking for one channel', async (t) => {
  const { outcome, paths } = await downloadFrom(
    t,
    { [`${path}.json`]: json(), [`${path}.wav?RequestedChannels=2`]: { status: 503 } },
    { attempts: 2 },
  )
  await assert.rejects(outcome, { key: 'downloadFailed', retryable: true })
  const stereoPath = `${path}.wav?RequestedChannels=2`
  assert.deepEqual(paths, [`${path}.json`, stereoPath, stereoPath])
})

test('a recording over the limit is refused, whatever its description weighs', async (t) => {
  const { outcome, toPath } = await downloadFrom(
    t,
    {
      [`${path}.json`]: json({ note: 'x'.repeat(5000) }),
      [`${path}.wav?RequestedChannels=2`]: { status: 200, body: stereo },
      [`${path}.wav?RequestedChannels=1`]: { status: 200, body: stereo },
    },
    { maxBytes: stereo.length - 1 },
  )
  await assert.rejects(outcome, { key: 'mediaTooLarge' })
  assert.equal(existsSync(toPath), false)
})

test('the upstream is reached under the address guard, and its token is in no error', async (t) => {
  const folder = await tempFolder(t)
  for (const [allow, key] of [
    [[], 'downloadFailed'],
    [['127.0.0.1'], 'downloadFailed'],
  ] as const) {
    const fetcher = createSafeFetcher({ allow: [...allow], attempts: 1, urlCredentials: false })
    t.after(() => fetcher.close())
    const baseUrl = `http://127.0.0.1:${await closedPort()}`
    const upstream = createUpstreamRecordings({ accountSid, authToken, baseUrl, owner: anAccount() }, fetcher)
    const outcome = upstream.download({ sid, toPath: join(folder, 'x'), maxBytes: 9 })
    const error = await outcome.catch((reason) => reason)
    assert.equal(error.key, key)
    assert.equal(`${error.message} ${error.stack}`.includes(authToken), false)
  }
})
