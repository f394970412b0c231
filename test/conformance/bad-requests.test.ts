// Ten thousand bad requests: never a 5xx, never an error in another shape than Twilio's, and the server goes on.
import assert from 'node:assert/strict'
import { Agent, request } from 'node:http'
import { test } from 'node:test'
import { seededRandom } from '../../src/testing/seeded-random.ts'
import { startTestServer, type TestServer } from '../../src/testing/test-server.ts'
import { type BadRequest, createBadRequests } from './bad-requests.ts'

const REQUESTS = 10_000
const AT_ONCE = 8

interface Answered {
  status: number
  contentType: string
  text: string
}

test('10,000 bad requests are answered in order', { timeout: 880_000 }, async (t) => {
  const server = await startTestServer(t, { RATE_LIMIT: 'off' })
  const next = createBadRequests(seededRandom(20_261_124), await makeRows(server))
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  t.after(() => agent.destroy())
  const statuses = new Map<number, number>()
  let left = REQUESTS
  const work = async () => {
    while (left-- > 0) {
      const bad = next()
      const answer = await send(server, bad, agent).catch((error) => {
        // Refused while it was still being sent; whether the answer or the reset arrives first is chance.
        if (isOversized(bad) && ['ECONNRESET', 'EPIPE'].includes(error.code)) return null
        throw new Error(`${bad.method} ${bad.path.slice(0, 200)}: ${error.message}`, { cause: error })
      })
      if (!answer) continue
      assertInOrder(bad, answer)
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  for (const status of [400, 404, 405, 413, 415]) assert.ok(statuses.has(status), `no request got ${status}`)
  // None of them changed the credentials, so each was looked at.
  assert.equal(statuses.get(401), undefined)
  assert.equal((await server.request('GET', '/v2/Services')).status, 200)
})

test('an answer in another shape or a 5xx is found out', () => {
  const bad = { method: 'GET', path: '/v2/Services', headers: {}, body: null }
  const contentType = 'application/json'
  const good = { code: 20404, message: 'm', more_info: 'u', status: 404 }
  assertInOrder(bad, { status: 404, contentType, text: JSON.stringify(good) })
  for (const broken of [
    { status: 500, contentType, text: JSON.stringify({ ...good, status: 500 }) },
    { status: 404, contentType: 'text/html', text: '<p>Not found</p>' },
    { status: 404, contentType, text: JSON.stringify({ ...good, title: 'Not found' }) },
    { status: 404, contentType, text: JSON.stringify({ ...good, status: 400 }) },
    { status: 302, contentType, text: '' },
  ]) {
    assert.throws(() => assertInOrder(bad, broken))
  }
})

function isOversized({ path, body }: BadRequest): boolean {
  return path.length > 10_000 || (body?.length ?? 0) > 64_000
}

function assertInOrder({ method, path }: BadRequest, { status, contentType, text }: Answered) {
  const what = `${method} ${path.slice(0, 200)} → ${status} ${text.slice(0, 300)}`
  assert.ok(status < 500 && (status < 300 || status >= 400), what)
  if (status < 400 || method === 'HEAD') return
  assert.match(contentType, /^application\/json/, what)
  const body = JSON.parse(text) as Record<string, unknown>
  assert.deepEqual(Object.keys(body), ['code', 'message', 'more_info', 'status'], what)
  assert.ok(Number.isInteger(body.code) && typeof body.message === 'string' && body.status === status, what)
}

async function makeRows(server: TestServer) {
  const make = async (path: string, form: Record<string, string>) =>
    (await server.request<{ sid: string }>('POST', path, form)).body.sid
  const service = await make('/v2/Services', { UniqueName: 'known' })
  const Channel = '{"media_properties": {"media_url": "https://example.com/a.wav"}}'
  return {
    account: server.accountSid,
    service,
    transcript: await make('/v2/Transcripts', { ServiceSid: service, Channel }),
    operator: await make('/v2/Operators/Custom', {
      FriendlyName: 'known',
      OperatorType: 'PhraseMatching',
      Config: '{"phrase_sets": [{"name": "a", "phrases": ["b"]}]}',
    }),
  }
}

function send(
  server: TestServer,
  { method, path, headers, body }: BadRequest,
  agent: Agent,
): Promise<Answered> {
  const { hostname, port } = new URL(server.baseUrl)
  const authorization = `Basic ${btoa(`${server.accountSid}:${server.authToken}`)}`
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { hostname, port, method, path, agent, headers: { authorization, ...headers } },
      async (response) => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk as Buffer)
        const contentType = response.headers['content-type'] ?? ''
        resolve({ status: response.statusCode!, contentType, text: Buffer.concat(chunks).toString('utf8') })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body ?? undefined)
  })
}
