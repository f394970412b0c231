// Commands that ask a server, and `doctor` beside one that runs.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { AccountSid } from '../../src/domain/sid.ts'
import { aSentence, aTranscript } from '../../src/testing/builders.ts'
import { seedDataDir } from '../../src/testing/seeded-data.ts'
import { type ServerProcess, startServerProcess, testAccount } from '../../src/testing/server-process.ts'

const launcher = fileURLToPath(new URL('../../bin/verbatim.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'verbatim-cli-'))
const dataDir = join(folder, 'data')
const transcript = aTranscript({
  accountSid: testAccount.accountSid as AccountSid,
  status: 'completed',
  redaction: true,
  transcribed: true,
})
let server: ServerProcess

before(async () => {
  await seedDataDir(dataDir, async ({ store }) => {
    await store.transcripts.insert(transcript)
    const redacted = { text: 'I am [Name].', words: [], spans: [] }
    await store.sentences.replace(transcript.sid, [aSentence(0, { text: 'I am Ann.', redacted })])
  })
  server = await startServerProcess({ DATA_DIR: dataDir, WORKERS: '0' })
})
after(async () => {
  await server.end('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

function run(args: string[], env: Record<string, string> = {}) {
  const credentials = { TWILIO_ACCOUNT_SID: testAccount.accountSid, TWILIO_AUTH_TOKEN: testAccount.authToken }
  const result = spawnSync(process.execPath, [launcher, ...args], {
    env: { PATH: process.env.PATH, ...credentials, ...env },
    cwd: folder,
    encoding: 'utf8',
  })
  return { status: result.status, out: result.stdout, err: result.stderr }
}
const ask = (...args: string[]) => run([...args, '--url', server.baseUrl])

test('a Service is made, listed, changed and deleted, by sid or name', () => {
  const made = ask('services', 'create', 'sales', '--auto-redaction', 'true', '--language', 'en-GB', '--json')
  assert.equal(made.status, 0, made.err)
  const { sid, auto_redaction, language_code } = JSON.parse(made.out)
  assert.deepEqual([auto_redaction, language_code], [true, 'en-GB'])
  const changed = ask('services', 'update', 'sales', '--webhook-url', 'https://example.com/hook', '--json')
  const { webhook_url, webhook_http_method, auto_redaction: still } = JSON.parse(changed.out)
  assert.deepEqual([webhook_url, webhook_http_method, still], ['https://example.com/hook', 'POST', true])
  assert.match(ask('services', 'list').out, new RegExp(`^${sid}  sales .* https://example\\.com/hook\\n$`))
  assert.equal(ask('services', 'delete', sid).status, 0)
  assert.equal(ask('services', 'list').out, '')
})

test('what the server refuses, wrong options and a server that is not there end with codes of their own', () => {
  const taken = ask('services', 'delete', 'nobody')
  assert.deepEqual([taken.status, taken.out], [1, ''])
  assert.match(taken.err, /^verbatim: .*\(20404\)\n$/)
  assert.equal(ask('services', 'create', 'x', '--auto-redaction', 'maybe').status, 2)
  assert.equal(run(['services', 'list', '--url', 'http://127.0.0.1:1']).status, 3)
  const stranger = run(['services', 'list', '--url', server.baseUrl], { TWILIO_AUTH_TOKEN: 'wrong' })
  assert.equal(stranger.status, 4)
})

test('a transcript is exported to stdout, several texts of it to files, redacted or not', () => {
  const { sid } = transcript
  const text = ask('export', sid, '--redacted', 'false')
  assert.equal(text.status, 0, text.err)
  assert.match(text.out, /I am Ann\./)
  assert.match(ask('export', sid, '--format', 'vtt', '--redacted', 'true').out, /^WEBVTT.*I am \[Name\]/s)
  const files = ask(
    'export',
    sid,
    '--format',
    'srt,json',
    '--redacted',
    'true',
    '--output',
    'texts',
    '--json',
  )
  assert.deepEqual(
    JSON.parse(files.out).map((one: { file: string }) => one.file),
    [`texts/${sid}.srt`, `texts/${sid}.json`],
  )
  const written = readdirSync(join(folder, 'texts')).map((name) =>
    readFileSync(join(folder, 'texts', name), 'utf8'),
  )
  assert.equal(written.length, 2)
  for (const one of written) assert.match(one, /\[Name\]/)
  assert.doesNotMatch(written.join(''), /Ann/)
  assert.equal(ask('export', 'GT123').status, 2)
})

/** The settings that the server runs with. */
const settings = () => ({ DATA_DIR: dataDir, PORT: new URL(server.baseUrl).port })

test('doctor finds the server that runs, does not disturb it, and shows no secret', async () => {
  const secret = { DATA_KEY: Buffer.alloc(32, 7).toString('base64') }
  const { status, out, err } = run(['doctor', '--json'], { ...settings(), ...secret })
  const { ok, checks, settings: shown } = JSON.parse(out)
  assert.deepEqual([status, ok, err], [0, true, ''], out)
  const port = checks.find(({ check }: { check: string }) => check === 'port')
  assert.match(port.detail, /a verbatim server answers .* and is ready/)
  assert.deepEqual([shown.DATA_DIR, shown.DATA_KEY], [dataDir, '********'])
  assert.doesNotMatch(out, new RegExp(`${testAccount.authToken}|${secret.DATA_KEY.slice(0, 20)}`))
  assert.equal((await fetch(`${server.baseUrl}/readyz`)).status, 200)
})

test('doctor ends with 1 and says how to mend what is broken', () => {
  const broken = { ...settings(), FFMPEG_PATH: '/no/such/ffmpeg', NETWORK_ALLOW: '10.0.0.0/99' }
  const { status, out } = run(['doctor'], broken)
  assert.equal(status, 1)
  assert.match(out, /^problem +ffmpeg +FFMPEG_PATH is \/no\/such\/ffmpeg/m)
  assert.match(out, /^problem +network +.*10\.0\.0\.0\/99.*\n +→ write hosts/m)
  assert.match(out, /\n2 problems to mend\.\n$/)
  const unreadable = run(['doctor'], { PORT: 'http' })
  assert.equal(unreadable.status, 1)
  assert.match(unreadable.out, /^problem +settings +PORT: must be/m)
})
