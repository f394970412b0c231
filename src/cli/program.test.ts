// The command line as people start it: a process, its output, its exit code.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { describeConfig } from '../config.ts'

const launcher = fileURLToPath(new URL('../../bin/verbatim.mjs', import.meta.url))

function tempFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-cli-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What the parent has set must not reach the child: every setting is blanked. */
const env = { ...process.env, ...Object.fromEntries(describeConfig().map(({ name }) => [name, ''])) }

function run(...args: string[]) {
  return spawnSync(process.execPath, [launcher, ...args], {
    encoding: 'utf8',
    env,
    timeout: 180_000,
    cwd: tmpdir(),
  })
}

test('--help lists the commands and exits 0', () => {
  const { status, stdout, stderr } = run('--help')
  assert.equal(status, 0)
  assert.match(stdout, /Usage: verbatim/)
  assert.match(stdout, /\n {2}serve/)
  assert.equal(stderr, '')
})

test('serve --help names a flag and a default for every setting, with an example', () => {
  const { status, stdout } = run('serve', '--help')
  assert.equal(status, 0)
  const text = stdout.replace(/\s+/g, ' ')
  for (const { name, shown, meaning } of describeConfig()) {
    assert.ok(text.includes(`--${name.toLowerCase().replaceAll('_', '-')} <value>`), name)
    assert.ok(text.includes(`${meaning} (${shown})`.replace(/\s+/g, ' ')), `${name}: ${shown}`)
  }
  assert.match(stdout, /Example:\n {2}verbatim serve/)
})

for (const args of [['dance'], ['serve', '--unknown-flag', 'x'], ['serve', '--port'], ['serve', 'extra']]) {
  test(`${args.join(' ')} is a usage error: exit code 2, said on stderr`, () => {
    const { status, stdout, stderr } = run(...args)
    assert.equal(status, 2)
    assert.match(stderr, /error:/)
    assert.equal(stdout, '')
  })
}

for (const [flag, value, name] of [
  ['--port', 'http', 'PORT'],
  ['--asr-batch-rows', '0', 'ASR_BATCH_ROWS'],
  ['--media-url-credentials', 'maybe', 'MEDIA_URL_CREDENTIALS'],
  ['--public-base-url', 'nowhere', 'PUBLIC_BASE_URL'],
  ['--log-level', 'loud', 'LOG_LEVEL'],
] as const) {
  test(`serve ${flag} ${value} ends with 1 and names ${name}`, () => {
    const { status, stdout, stderr } = run('serve', flag, value)
    assert.equal(status, 1)
    assert.match(stderr, new RegExp(`^verbatim: ${name}: must be .*\\n$`))
    assert.equal(stdout, '')
  })
}

/** Starts a server and waits until it listens. `lines` is what it said on stderr so far. */
async function serve(t: TestContext, dataDir: string) {
  const args = ['serve', '--port', '0', '--workers', '0', '--log-level', 'silent', '--data-dir', dataDir]
  const child = spawn(process.execPath, [launcher, ...args], {
    env,
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(() => child.kill('SIGKILL'))
  let stdout = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  const lines: string[] = []
  for await (const line of createInterface(child.stderr)) {
    lines.push(line)
    if (line.startsWith('Verbatim listens on')) break
  }
  return { child, lines, address: lines.at(-1)?.split(' ').at(-1) ?? '', stdout: () => stdout }
}

async function stop(child: ChildProcess, signal: 'SIGTERM' | 'SIGINT') {
  // With all that it has written: what it says last may come after its exit.
  child.stderr?.resume()
  child.kill(signal)
  assert.deepEqual(await once(child, 'close'), [0, null])
}

test('serve shows a new account once, answers with it, keeps the folder to itself, and stops on a signal', async (t) => {
  const dataDir = join(tempFolder(t), 'data')
  const first = await serve(t, dataDir)
  const shown = first.lines.join('\n')
  const sid = /TWILIO_ACCOUNT_SID=(AC[0-9a-f]{32})\n/.exec(shown)?.[1]
  const token = /TWILIO_AUTH_TOKEN=([0-9a-f]{32})\n/.exec(shown)?.[1]
  assert.ok(sid && token, shown)
  const ask = async (address: string) => {
    const headers = { authorization: `Basic ${btoa(`${sid}:${token}`)}` }
    return (await fetch(`${address}/v2/Services`, { headers })).status
  }
  assert.equal(await ask(first.address), 200)

  const refused = run('serve', '--port', '0', '--workers', '0', '--data-dir', dataDir)
  assert.equal(refused.status, 1)
  assert.match(refused.stderr, /^verbatim: data directory .* is in use by another verbatim process\n$/)
  await stop(first.child, 'SIGTERM')

  const second = await serve(t, dataDir)
  assert.equal(second.lines.length, 1, second.lines.join('\n'))
  assert.equal(await ask(second.address), 200)
  await stop(second.child, 'SIGINT')
  assert.equal(first.stdout() + second.stdout(), '')
})
