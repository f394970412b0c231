// `verbatim proxy` as people start it: its output, its errors, its exit code. What it does is tested in src/proxy.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const launcher = fileURLToPath(new URL('../../bin/verbatim.mjs', import.meta.url))
/** No setting of the machine's reaches the command. */
const env = { PATH: process.env.PATH }

function tempFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim cli '))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Starts the command on a free port; resolves with the first it prints, and with what it has said by its end. */
async function start(t: TestContext, dataDir: string, ...flags: string[]) {
  const args = [launcher, 'proxy', '--port', '0', '--data-dir', dataDir, ...flags]
  const child = spawn(process.execPath, args, { env, cwd: tmpdir(), stdio: ['ignore', 'pipe', 'pipe'] })
  t.after(() => child.kill('SIGKILL'))
  const ended = once(child, 'close')
  let [stdout, stderr] = ['', '']
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const printed = once(child.stdout, 'data')
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  await printed
  child.kill('SIGINT')
  assert.deepEqual(await ended, [0, null])
  return { stdout, stderr }
}

test('stdout gets two lines that a shell can read, stderr the rest; the next start uses the same authority', async (t) => {
  const dataDir = tempFolder(t)
  const { stdout, stderr } = await start(t, dataDir)
  const shell = spawnSync('sh', ['-c', `${stdout}echo "$HTTP_PROXY $NODE_EXTRA_CA_CERTS"`], {
    encoding: 'utf8',
  })
  assert.equal(stdout.split('\n').length, 3)
  assert.match(shell.stdout, /^http:\/\/127\.0\.0\.1:\d+ \/.*\/verbatim cli [^/]+\/proxy\/ca\.pem\n$/)
  assert.match(stderr, /^A certificate authority was made/)
  assert.match(stderr, /answers through http:\/\/127\.0\.0\.1:4010\n/)
  const again = await start(
    t,
    dataDir,
    '--json',
    '--host',
    '0.0.0.0',
    '--target',
    'https://verbatim.example/base',
  )
  assert.deepEqual(Object.keys(JSON.parse(again.stdout)), ['HTTP_PROXY', 'NODE_EXTRA_CA_CERTS'])
  assert.match(JSON.parse(again.stdout).HTTP_PROXY, /^http:\/\/127\.0\.0\.1:\d+$/)
  assert.match(again.stderr, /^Other machines can reach this proxy/)
})

test('a key that others may read ends it with 1 and the way out', async (t) => {
  const dataDir = tempFolder(t)
  await start(t, dataDir)
  chmodSync(join(dataDir, 'proxy', 'ca-key.pem'), 0o644)
  const args = [launcher, 'proxy', '--port', '0', '--data-dir', dataDir]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    env,
    encoding: 'utf8',
    timeout: 180_000,
  })
  assert.equal(status, 1)
  assert.match(stderr, /^verbatim: .*ca-key\.pem has mode 644/)
  assert.equal(stdout, '')
})

for (const [flag, value] of [
  ['--port', 'http'],
  ['--port', '65536'],
  ['--target', 'ftp://host'],
  ['--target', 'nowhere'],
  ['--tunnel', 'http://host'],
  ['--tunnel', '*.twilio.com'],
] as const) {
  test(`proxy ${flag} ${value} is a usage error: exit code 2, said on stderr`, () => {
    const args = [launcher, 'proxy', flag, value]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      env,
      encoding: 'utf8',
      timeout: 180_000,
    })
    assert.equal(status, 2)
    assert.match(stderr, new RegExp(`option '${flag}.*' argument .* is invalid`))
    assert.equal(stdout, '')
  })
}
