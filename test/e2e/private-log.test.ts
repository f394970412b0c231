// The log of a whole run at its most talkative holds nothing of calls: no sentence, secret, query or signature.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../../src/testing/eventually.ts'
import { sampleCallPath, sampleTurns } from '../../src/testing/sample-call.ts'
import { type ServerProcess, startServerProcess, testAccount } from '../../src/testing/server-process.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-log-'))
const given = {
  authToken: 'a-token-of-32-characters-or-more-0123',
  wrongPassword: 'the-wrong-password',
  wrongUser: 'somebody-who-is-nobody',
  webhookUser: 'the-hook-user',
  webhookPassword: 'the-hook-password',
  webhookQuery: 'the-hook-token',
  mediaUser: 'the-media-user',
  mediaPassword: 'the-media-password',
  mediaQuery: 'the-media-token',
  mediaSignature: '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  redirectQuery: 'the-redirect-token',
  llmKey: 'the-key-of-the-language-model',
  customerKey: 'the-customer-of-ours',
  customerNumber: '+15551239876',
  participantName: 'Wilhelmina Participant',
  participantEmail: 'wilhelmina@participants.example',
  fileText: 'this file holds no sound at all',
  fileName: 'named-after-somebody.wav',
  friendlyName: 'the-name-of-the-service',
  prompt: 'the prompt that belongs to the operator',
  pathText: 'what was said in a path',
  queryValue: 'what was said in a query',
}
/** What the server makes up and tells only those whom it concerns. */
const made: Record<string, string> = {}
const sentences: string[] = sampleTurns.map(({ text }) => text)

/** Serves the sample call, and failures of all kinds; as receiver of webhooks it likes some and not others; as
 * language model it says back what it was asked, in the wrong shape. */
const outside = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  const { pathname } = new URL(request.url!, 'http://outside')
  if (pathname === '/call.wav') return response.end(readFileSync(sampleCallPath))
  if (pathname === '/text.wav') return response.end(given.fileText.repeat(1000))
  if (pathname === '/moved.wav')
    return response.writeHead(302, { location: `http://10.0.0.1/?token=${given.redirectQuery}` }).end()
  if (pathname.startsWith('/hook')) return response.writeHead(pathname === '/hook/bad' ? 500 : 204).end(body)
  if (pathname.startsWith('/v1')) return response.end(`{"choices": [{"message": ${body}`)
  return response.writeHead(pathname === '/denied.wav' ? 403 : 404).end(request.url)
})
let server: ServerProcess
let log = ''

async function ask<T>(
  path: string,
  {
    form,
    user,
    password,
    method,
  }: { form?: Record<string, string>; user?: string; password?: string; method?: string } = {},
): Promise<{ status: number; body: T }> {
  const pair = `${user ?? testAccount.accountSid}:${password ?? given.authToken}`
  const answer = await fetch(new URL(path, server.baseUrl), {
    method: method ?? (form ? 'POST' : 'GET'),
    headers: { authorization: `Basic ${btoa(pair)}` },
    ...(form && { body: new URLSearchParams(form) }),
  })
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.startsWith('application/json')
  return { status: answer.status, body: (isJson ? JSON.parse(text) : text) as T }
}
const make = async <T>(path: string, form: Record<string, string>) => {
  const { status, body } = await ask<T>(path, { form })
  assert.ok(status >= 200 && status < 300, `${path}: ${status} ${JSON.stringify(body)}`)
  return body
}

async function endOf(sid: string): Promise<string> {
  for (;;) {
    const { status } = (await ask<{ status: string }>(`/v2/Transcripts/${sid}`)).body
    if (status !== 'queued' && status !== 'in-progress') return status
    await sleep(100)
  }
}

before(async () => {
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
  const { port } = outside.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  server = await startServerProcess({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'trace',
    WORKERS: '1',
    ASR_MODEL: 'moonshine-tiny',
    TWILIO_AUTH_TOKEN: given.authToken,
    LLM_BASE_URL: `${origin}/v1`,
    LLM_MODEL: 'a-model',
    LLM_API_KEY: given.llmKey,
    MEDIA_URL_CREDENTIALS: 'on',
    MEDIA_FETCH_ATTEMPTS: '1',
  })
  await transcribe(origin)
  await failToTranscribe(origin)
  await useCredentials()
  await askBadly()
  await server.end('SIGTERM')
  log = server.output()
})
after(async () => {
  await server.end('SIGKILL')
  outside.closeAllConnections()
  outside.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const mediaUrl = (origin: string, file: string) =>
  `${origin.replace('//', `//${given.mediaUser}:${given.mediaPassword}@`)}/${file}` +
  `?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=${given.mediaSignature}&token=${given.mediaQuery}`
const hookUrl = (origin: string, path: string) =>
  `${origin.replace('//', `//${given.webhookUser}:${given.webhookPassword}@`)}${path}?token=${given.webhookQuery}`

async function makeService(origin: string, form: Record<string, string>): Promise<string> {
  const { sid } = await make<{ sid: string }>('/v2/Services', {
    FriendlyName: given.friendlyName,
    WebhookHttpMethod: 'POST',
    WebhookUrl: hookUrl(origin, '/hook'),
    ...form,
  })
  return sid
}

function channelOf(url: string): string {
  const participant = {
    full_name: given.participantName,
    email: given.participantEmail,
    user_id: given.customerNumber,
  }
  return JSON.stringify({
    media_properties: { media_url: url },
    participants: [
      { ...participant, channel_participant: 1, role: 'Agent' },
      { channel_participant: 2, role: 'Customer' },
    ],
  })
}

/** The sample call, with redaction, operators that work and operators that do not; then everything is read. */
async function transcribe(origin: string) {
  const redaction = { AutoRedaction: 'true', MediaRedaction: 'true' }
  const services = [
    await makeService(origin, { UniqueName: 'redacting', ...redaction }),
    await makeService(origin, { UniqueName: 'plain', WebhookUrl: hookUrl(origin, '/hook/bad') }),
  ]
  const phrases = sampleTurns.map(({ text }) => text).slice(0, 3)
  const operators = [
    { OperatorType: 'Generative', Config: JSON.stringify({ prompt: given.prompt }) },
    { OperatorType: 'PhraseMatching', Config: JSON.stringify({ phrase_sets: [{ name: 'said', phrases }] }) },
  ]
  for (const [index, service] of services.entries()) {
    for (const operator of operators) {
      const fields = { FriendlyName: `operator ${index}`, ...operator }
      const { sid } = await make<{ sid: string }>('/v2/Operators/Custom', fields)
      await make(`/v2/Services/${service}/Operators/${sid}`, {})
    }
    const { sid } = await make<{ sid: string }>('/v2/Transcripts', {
      ServiceSid: service,
      CustomerKey: given.customerKey,
      Channel: channelOf(mediaUrl(origin, 'call.wav')),
    })
    assert.equal(await endOf(sid), 'completed')
    for (const redacted of ['true', 'false']) {
      const path = `/v2/Transcripts/${sid}`
      const read = await ask<{ sentences: { transcript: string }[] }>(
        `${path}/Sentences?Redacted=${redacted}&WordTimestamps=true&PageSize=5000`,
      )
      assert.ok(read.body.sentences.length > 5)
      sentences.push(...read.body.sentences.map(({ transcript }) => transcript))
      assert.equal((await ask(`${path}/OperatorResults?Redacted=${redacted}`)).status, 200)
      const { media_url } = (await ask<{ media_url: string }>(`${path}/Media?Redacted=${redacted}`)).body
      const address = new URL(media_url)
      made[`signature of ${index} ${redacted}`] = address.searchParams.get('sig')!
      const whole = await fetch(address)
      assert.equal(whole.status, 200)
      await whole.arrayBuffer()
      await breakOff(address)
      address.searchParams.set('sig', given.mediaSignature)
      assert.equal((await fetch(address)).status, 403)
    }
    await ask(`/x/v1/Transcripts/${sid}/Diagnostics`)
    await ask(`/v2/Transcripts?CustomerKey=${given.customerKey}`)
  }
  for (const told of ['webhook delivered', 'webhook not delivered', 'transcript completed'])
    await eventually(() => server.output().includes(told), told)
}

/** Begins a download and goes away. */
async function breakOff(address: URL) {
  const gone = new AbortController()
  const { body } = await fetch(address, { signal: gone.signal })
  await body!.getReader().read()
  gone.abort()
}

async function failToTranscribe(origin: string) {
  const service = await makeService(origin, { UniqueName: 'failing' })
  for (const file of ['missing.wav', 'denied.wav', 'moved.wav', 'text.wav']) {
    const form = {
      ServiceSid: service,
      Channel: channelOf(mediaUrl(origin, file)),
      CustomerKey: given.customerKey,
    }
    const { sid } = await make<{ sid: string }>('/v2/Transcripts', form)
    assert.equal(await endOf(sid), 'failed', file)
  }
  const refused = `http://10.0.0.1/${given.pathText}?token=${given.mediaQuery}`
  const { status } = await ask('/v2/Transcripts', {
    form: { ServiceSid: service, Channel: channelOf(refused) },
  })
  assert.equal(status, 400)
  const body = new FormData()
  body.set('file', new Blob([given.fileText]), given.fileName)
  const headers = { authorization: `Basic ${btoa(`${testAccount.accountSid}:${given.authToken}`)}` }
  await fetch(`${server.baseUrl}/x/v1/Recordings`, { method: 'POST', body, headers })
}

async function useCredentials() {
  const key = await make<{ sid: string; secret: string }>('/x/v1/Keys', {
    FriendlyName: 'a key',
    Scope: 'full',
  })
  const rotated = await make<{ secret: string }>(`/x/v1/Keys/${key.sid}/Rotate`, {})
  const account = await make<{ sid: string; auth_token: string }>('/x/v1/Accounts', {})
  const token = await make<{ auth_token: string }>(`/x/v1/Accounts/${account.sid}/Rotate`, {})
  Object.assign(made, {
    'secret of a key': key.secret,
    'secret after rotation': rotated.secret,
    'token of an account': account.auth_token,
    'token after rotation': token.auth_token,
  })
  for (const password of Object.values(made)) await ask('/v2/Transcripts', { user: key.sid, password })
  for (let i = 0; i < 102; i++) {
    await ask('/v2/Transcripts', { user: given.wrongUser, password: given.wrongPassword })
    await ask('/v2/Transcripts', { user: `AC${'7'.repeat(32)}`, password: given.wrongPassword })
  }
}

async function askBadly() {
  for (const path of [
    `/nowhere/${encodeURIComponent(given.pathText)}`,
    `/v2/Transcripts/${encodeURIComponent(given.pathText)}`,
    `/v2/Services/${given.friendlyName}/x`,
    `/x/v1/Customers/${given.customerNumber}`,
    `/v2/Transcripts?PageSize=${encodeURIComponent(given.queryValue)}`,
    `/v2/Transcripts?PageToken=${encodeURIComponent(given.queryValue)}`,
    `/%zz${given.pathText.replaceAll(' ', '-')}?x=${encodeURIComponent(given.queryValue)}`,
  ]) {
    for (const method of ['GET', 'POST', 'DELETE', 'PUT']) await ask(path, { method })
  }
  await ask('/v2/Services', { form: { UniqueName: given.queryValue.repeat(99) } })
  await ask('/v2/Transcripts', { form: { ServiceSid: given.queryValue, Channel: `{"${given.pathText}` } })
}

/** Words of a text in lower case, one space between; what a text is recognised by however it was written. */
const wordsOf = (text: string) => text.toLowerCase().match(/[a-z0-9']+/g) ?? []

/** The first run of four words of `texts` that `log` holds, null when there is none. */
function findSaid(texts: readonly string[], within: string): string | null {
  const heard = ` ${wordsOf(within).join(' ')} `
  for (const text of texts) {
    const words = wordsOf(text)
    for (let at = 0; at + 4 <= words.length; at++) {
      const run = ` ${words.slice(at, at + 4).join(' ')} `
      if (heard.includes(run)) return run.trim()
    }
  }
  return null
}

/** A text and what it becomes on its way. */
const spellings = (text: string) => [
  text,
  encodeURIComponent(text),
  JSON.stringify(text).slice(1, -1),
  Buffer.from(text).toString('base64'),
  Buffer.from(text).toString('hex'),
]

describe('the log of a whole run', () => {
  test('tells of everything that happened', () => {
    for (const told of [
      'transcript completed',
      'transcript failed',
      'webhook delivered',
      'webhook not delivered',
      'too many wrong credentials',
      '"path":"/v2/Transcripts"',
      '"status":429',
      '"status":404',
      '"status":202',
    ]) {
      assert.ok(log.includes(told), told)
    }
    assert.ok(sentences.length > 40)
    assert.equal(Object.keys(made).length, 8)
  })

  test('holds no four words of what was said', () => {
    assert.equal(
      findSaid(sentences, `{"msg":"${sentences[2]}"}`),
      wordsOf(sentences[2]!).slice(0, 4).join(' '),
    )
    assert.equal(findSaid(sentences, log), null)
  })

  for (const [what, text] of Object.entries(given)) {
    test(`holds no ${what}`, () => {
      for (const spelling of spellings(text)) assert.equal(log.includes(spelling), false, spelling)
    })
  }

  test('holds no secret or signature that the server made, and no pair of credentials', () => {
    const { accountSid } = testAccount
    const pairs = [given.authToken, given.wrongPassword].map((one) => `${accountSid}:${one}`)
    for (const [what, text] of [...Object.entries(made), ...pairs.map((one) => ['a pair', one] as const)])
      for (const spelling of spellings(text)) assert.equal(log.includes(spelling), false, what)
    const { dataKey } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'))
    for (const spelling of spellings(dataKey)) assert.equal(log.includes(spelling), false)
  })

  test('holds no query, no signature and no credentials in an address, whosever they are', () => {
    for (const pattern of [
      /[?&][\w-]+=/,
      /sig=/i,
      /signature=/i,
      /Basic [A-Za-z0-9+/]{8}/,
      /Bearer /,
      /:\/\/[^/\s"]*@/,
    ])
      assert.deepEqual(
        log.split('\n').filter((line) => pattern.test(line)),
        [],
        String(pattern),
      )
  })
})
