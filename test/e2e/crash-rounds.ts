// Kills the server again and again under mixed load, and counts what became of everything it had said yes to.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import twilio from 'twilio'
import { startFileServer } from '../../src/testing/file-server.ts'
import { sampleCallPath } from '../../src/testing/sample-call.ts'
import { type RandomSource, seededRandom } from '../../src/testing/seeded-random.ts'
import { type ServerProcess, startServerProcess, testAccount } from '../../src/testing/server-process.ts'
import {
  type ReceivedHook,
  startWebhookReceiver,
  type WebhookReceiver,
} from '../../src/testing/webhook-receiver.ts'
import { namesIn } from './names-in.ts'

/** What was said yes to, and what was there in the end. */
export interface CrashReport {
  /** How often the server was killed. */
  rounds: number
  acknowledged: number
  deleted: number
  /** There in the end without having been acknowledged: the answer was lost with the process. */
  unacknowledged: number
  /** Sids of transcripts with each fault. */
  lost: string[]
  undead: string[]
  unfinished: string[]
  /** Sentences that differ from those of the other transcripts of the same recording. */
  damaged: string[]
  withoutWebhook: string[]
  /** More than one event for one transcript: it was completed twice. */
  announcedTwice: string[]
  /** Announced before status and sentences could be read. */
  announcedEarly: string[]
  /** Calls beyond the first with the same token, which at-least-once allows. */
  repeatedCalls: number
  /** Folders of transcripts and recordings that are not there. */
  orphanedMedia: string[]
  /** Uploads that were said yes to, and those of them that are not there. */
  uploaded: number
  lostUploads: string[]
  /** Answers of the server that were neither a success nor an end of the connection. */
  refusals: string[]
}

const CREATES_PER_ROUND = 4
/** Most of the sample call's first turns; a second or so to transcribe. */
const RECORDING_S = 12
/** One in so many rounds ends before the server listens. */
const KILLED_AT_START = 4

type Client = ReturnType<typeof clientOf>

function clientOf(baseUrl: string) {
  const client = twilio(testAccount.accountSid, testAccount.authToken)
  client.intelligence.baseUrl = baseUrl
  return client.intelligence.v2
}

/** What the driver knows; it outlives every server. */
interface Ledger {
  random: RandomSource
  acknowledged: Set<string>
  /** Deletes that were asked for, and those that were answered. */
  deleting: Set<string>
  deleted: Set<string>
  early: Set<string>
  uploaded: Set<string>
  refusals: string[]
  serviceSid: string
  mediaUrl: string
  recording: Blob
  client: Client | null
}

/** Runs `rounds` of load and kill on one data directory, then lets the last server finish everything. On a busy machine
 * little is said yes to before a kill: there are up to twice as many rounds then, until there was one yes for each. */
export async function runCrashRounds(rounds: number, seed: number): Promise<CrashReport> {
  const dir = mkdtempSync(join(tmpdir(), 'verbatim-rounds-'))
  const env = { DATA_DIR: join(dir, 'data'), WORKERS: '2', RATE_LIMIT: 'off', LOG_LEVEL: 'warn' }
  const files = await startFileServer()
  const shortPath = shortRecording(dir)
  const ledger: Ledger = {
    random: seededRandom(seed),
    acknowledged: new Set(),
    deleting: new Set(),
    deleted: new Set(),
    early: new Set(),
    uploaded: new Set(),
    refusals: [],
    serviceSid: '',
    mediaUrl: files.urlOf(shortPath),
    recording: new Blob([readFileSync(shortPath)]),
    client: null,
  }
  const hooks = await startWebhookReceiver((hook) => receive(hook, ledger))
  try {
    let round = 0
    for (; round < rounds || (ledger.acknowledged.size <= rounds && round < 2 * rounds); round++) {
      if (round > 0 && ledger.random.integer(1, KILLED_AT_START) === 1) await killAtStart(env, ledger.random)
      else await loadAndKill(env, ledger, hooks.url)
    }
    const server = await startServerProcess(env)
    try {
      const settled = await settle(server, { ledger, hooks, mediaDir: join(env.DATA_DIR, 'media') })
      return { rounds: round, ...settled }
    } finally {
      await server.end('SIGKILL')
    }
  } finally {
    files.close()
    hooks.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** The beginning of the sample call, as a file of its own. */
function shortRecording(dir: string): string {
  const call = readFileSync(sampleCallPath)
  const data = call.indexOf('data') + 8
  const bytesPerSecond = call.readUInt32LE(28)
  const short = Buffer.from(call.subarray(0, data + RECORDING_S * bytesPerSecond))
  short.writeUInt32LE(short.length - 8, 4)
  short.writeUInt32LE(short.length - data, data - 4)
  const path = join(dir, 'short.wav')
  writeFileSync(path, short)
  return path
}

async function killAtStart(env: Record<string, string>, random: RandomSource) {
  const launcher = fileURLToPath(new URL('../../bin/verbatim.mjs', import.meta.url))
  const { accountSid, authToken } = testAccount
  const account = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken }
  const child: ChildProcess = spawn(process.execPath, [launcher, 'serve'], {
    env: { ...process.env, PORT: '0', NETWORK_ALLOW: '127.0.0.1', ...account, ...env },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  await sleep(random.integer(100, 2500))
  child.kill('SIGKILL')
  await ended
}

async function loadAndKill(env: Record<string, string>, ledger: Ledger, hookUrl: string) {
  const server = await startServerProcess(env)
  const client = clientOf(server.baseUrl)
  ledger.client = client
  ledger.serviceSid ||= (await client.services.create({ uniqueName: 'crash', webhookUrl: hookUrl })).sid
  const killed = sleep(ledger.random.integer(50, 3000)).then(() => server.end('SIGKILL'))
  const stop = new AbortController()
  const load = Promise.all([
    create(client, ledger, stop.signal),
    remove(client, ledger, stop.signal),
    upload(server.baseUrl, ledger, stop.signal),
  ])
  await killed
  ledger.client = null
  stop.abort()
  await load
}

async function create(client: Client, ledger: Ledger, stop: AbortSignal) {
  const { serviceSid, mediaUrl, random } = ledger
  const channel = { media_properties: { media_url: mediaUrl } }
  for (let count = 0; count < CREATES_PER_ROUND && !stop.aborted; count++) {
    await unlessCut(ledger, async () => {
      ledger.acknowledged.add((await client.transcripts.create({ serviceSid, channel })).sid)
    })
    await sleep(random.integer(0, 400))
  }
}

async function remove(client: Client, ledger: Ledger, stop: AbortSignal) {
  await sleep(ledger.random.integer(0, 1500))
  const there = [...ledger.acknowledged].filter((sid) => !ledger.deleting.has(sid))
  if (there.length === 0 || stop.aborted) return
  const sid = ledger.random.pick(there)
  ledger.deleting.add(sid)
  await unlessCut(ledger, async () => {
    await client.transcripts(sid).remove()
    ledger.deleted.add(sid)
  })
}

async function upload(baseUrl: string, ledger: Ledger, stop: AbortSignal) {
  while (!stop.aborted) {
    const body = new FormData()
    body.append('file', ledger.recording, 'call.wav')
    await fetch(`${baseUrl}/x/v1/Recordings`, { method: 'POST', headers: { authorization }, body })
      .then(async (answer) => {
        const { sid, message } = (await answer.json()) as { sid: string; message: string }
        if (answer.status === 201) ledger.uploaded.add(sid)
        else ledger.refusals.push(`${answer.status} ${message}`)
      })
      // Its connection was cut.
      .catch(() => undefined)
    await sleep(ledger.random.integer(0, 100))
  }
}

const authorization = `Basic ${btoa(`${testAccount.accountSid}:${testAccount.authToken}`)}`

async function recordingSids(baseUrl: string): Promise<Set<string>> {
  const sids = new Set<string>()
  let path: string | null = `/2010-04-01/Accounts/${testAccount.accountSid}/Recordings.json?PageSize=1000`
  while (path) {
    const answer: Response = await fetch(new URL(path, baseUrl), { headers: { authorization } })
    const page = (await answer.json()) as { recordings: { sid: string }[]; next_page_uri: string | null }
    for (const { sid } of page.recordings) sids.add(sid)
    path = page.next_page_uri
  }
  return sids
}

/** A request that may lose its connection; what the server itself refuses is kept for the report. */
async function unlessCut(ledger: Ledger, request: () => Promise<void>) {
  await request().catch((error: { status?: number; message: string }) => {
    if (error.status) ledger.refusals.push(`${error.status} ${error.message}`)
  })
}

/** At the moment of the call everything must be readable already. Every tenth call is refused, and comes again. */
async function receive(hook: ReceivedHook, ledger: Ledger): Promise<number> {
  const { client } = ledger
  const { transcript_sid: sid } = JSON.parse(hook.body)
  if (client) {
    const readable = await isReadable(client, sid).catch(
      ({ status }) => status === undefined || status === 404,
    )
    if (!readable) ledger.early.add(sid)
  }
  return ledger.random.integer(1, 10) === 1 ? 503 : 204
}

async function isReadable(client: Client, sid: string) {
  const { status } = await client.transcripts(sid).fetch()
  return status === 'completed' && (await sentencesOf(client, sid)) !== ''
}

async function sentencesOf(client: Client, sid: string) {
  const sentences = await client.transcripts(sid).sentences.list()
  return sentences.map((one) => `${one.sentenceIndex} ${one.mediaChannel} ${one.transcript}`).join('\n')
}

interface Ending {
  ledger: Ledger
  hooks: WebhookReceiver
  mediaDir: string
}

type Settled = Omit<CrashReport, 'rounds'>

async function settle(server: ServerProcess, { ledger, hooks, mediaDir }: Ending): Promise<Settled> {
  const client = clientOf(server.baseUrl)
  ledger.client = client
  const all = () => client.transcripts.list({ pageSize: 1000 })
  const unfinished = async () =>
    (await all()).filter(({ status }) => status !== 'completed' && status !== 'failed').length
  await untilNone(unfinished)
  const sids = new Set((await all()).map(({ sid }) => sid))
  const calls = hooks.received.map(({ body, headers }) => ({
    sid: JSON.parse(body).transcript_sid as string,
    token: headers['i-twilio-idempotency-token'] as string,
  }))
  const tokensOf = (sid: string) =>
    new Set(hooks.received.filter(({ body }) => body.includes(sid)).map(tokenOf))
  await untilNone(async () => [...sids].filter((sid) => tokensOf(sid).size === 0).length)
  const recordings = await recordingSids(server.baseUrl)
  const isKnown = (sid: string) => sids.has(sid) || recordings.has(sid)
  await untilNone(async () => mediaSids(mediaDir).filter((sid) => !isKnown(sid)).length)
  const found = await all()
  const texts = new Map<string, string>()
  for (const sid of sids) texts.set(sid, await sentencesOf(client, sid))
  const usual = mostFrequent([...texts.values()])
  const kept = [...ledger.acknowledged].filter((sid) => !ledger.deleting.has(sid))
  return {
    acknowledged: ledger.acknowledged.size,
    deleted: ledger.deleted.size,
    unacknowledged: [...sids].filter((sid) => !ledger.acknowledged.has(sid)).length,
    lost: kept.filter((sid) => !sids.has(sid)),
    undead: [...ledger.deleted].filter((sid) => sids.has(sid)),
    unfinished: found.filter(({ status }) => status !== 'completed').map(({ sid }) => sid),
    damaged: [...sids].filter((sid) => texts.get(sid) !== usual),
    withoutWebhook: [...sids].filter((sid) => tokensOf(sid).size === 0),
    announcedTwice: [...sids].filter((sid) => tokensOf(sid).size > 1),
    announcedEarly: [...ledger.early],
    repeatedCalls: calls.length - new Set(calls.map(({ token }) => token)).size,
    orphanedMedia: mediaSids(mediaDir).filter((sid) => !isKnown(sid)),
    uploaded: ledger.uploaded.size,
    lostUploads: [...ledger.uploaded].filter((sid) => !recordings.has(sid)),
    refusals: ledger.refusals,
  }
}

const tokenOf = ({ headers }: ReceivedHook) => headers['i-twilio-idempotency-token'] as string

/** Transcripts and recordings with a folder in the media store. */
function mediaSids(mediaDir: string): string[] {
  return readdirSync(mediaDir).flatMap((account) => {
    const names = namesIn(join(mediaDir, account))
    return names.flatMap((name) => /(?:GT|RE)[0-9a-f]{32}$/.exec(name) ?? [])
  })
}

function mostFrequent(texts: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? ''
}

/** Waits until nothing is left of what `count` counts, or long enough since the last of it went: the report then shows
 * what is. */
async function untilNone(count: () => Promise<number>) {
  let [least, sinceMs] = [Number.POSITIVE_INFINITY, 0]
  for (;;) {
    const left = await count()
    if (left === 0) return
    if (left < least) [least, sinceMs] = [left, performance.now()]
    else if (performance.now() - sinceMs > 240_000) return
    await sleep(200)
  }
}
