// A shell as on a machine where nothing was set up: an empty home, the system's programs and no others, and no variables
// but those that were exported in it.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** How a command ended, and all that it wrote. */
export interface Outcome {
  code: number | null
  output: string
  /** Of the last HTTP answer that curl got; null when there was none. */
  httpStatus: number | null
}

/** A command that keeps running. */
export interface Service {
  output(): string
  /** Ends it as Ctrl-C does, and what it started with it. */
  stop(): Promise<void>
}

/** Runs commands one after the other in one folder. */
export interface CleanShell {
  /** Remembers an `export …` command for all later ones. */
  remember(exportCommand: string): void
  run(command: string, timeoutMs: number): Promise<Outcome>
  /** Starts a command and waits until its output matches.
   * @throws Error with its output when it ends before that, or takes longer */
  start(command: string, ready: RegExp, timeoutMs: number): Promise<Service>
  /** Stops whatever still runs. */
  close(): Promise<void>
}

const systemFolders = ['/usr/local/bin', '/usr/bin', '/bin']
const programs = (
  'node npm npx git sh bash env curl python3 cat ls cp mv rm mkdir rmdir ln touch chmod head tail sort uniq wc tr cut ' +
  'sed grep awk find xargs tar gzip uname dirname basename readlink realpath id date sleep seq printf echo expr test true ' +
  'false mktemp tee ps kill nproc'
).split(' ')
const STATUS = /^newcomer-http (\d+)$/gm

/** Makes the home and the folder of programs in `base`.
 * @throws Error when the system lacks Node, npm, git, curl or Python */
export function createCleanShell(base: string, cwd: string): CleanShell {
  const [bin, home] = [join(base, 'bin'), join(base, 'home')]
  mkdirSync(bin)
  mkdirSync(home)
  for (const name of programs) {
    const found = systemFolders.map((folder) => join(folder, name)).find((path) => existsSync(path))
    if (found) symlinkSync(found, join(bin, name))
    else if (['node', 'npm', 'git', 'curl', 'python3'].includes(name))
      throw new Error(`this needs ${name} of the system`)
  }
  // So that the commands stay as they are: curl tells the status by itself, where no answer is written.
  const curlHome = join(base, 'curl')
  mkdirSync(curlHome)
  writeFileSync(
    join(curlHome, '.curlrc'),
    'silent\nshow-error\nwrite-out = "%{stderr}\\nnewcomer-http %{http_code}\\n"\n',
  )
  const env = { PATH: bin, HOME: home, LANG: 'C.UTF-8', CURL_HOME: curlHome, PYTHONUNBUFFERED: '1' }
  const exports: string[] = []
  const running = new Set<ReturnType<typeof startShell>>()
  const spawned = (command: string) => {
    const one = startShell([...exports, command].join('\n'), { cwd, env })
    running.add(one)
    void one.ended.finally(() => running.delete(one))
    return one
  }
  return {
    remember: (command) => void exports.push(command),
    async run(command, timeoutMs) {
      const one = spawned(command)
      const code = await Promise.race([one.ended, sleep(timeoutMs, 'late' as const, { ref: false })])
      if (code === 'late') await one.stop()
      const status = [...one.output().matchAll(STATUS)].at(-1)?.[1]
      return {
        code: code === 'late' ? null : code,
        output: one.output().replaceAll(STATUS, '').trim(),
        httpStatus: status ? Number(status) : null,
      }
    },
    async start(command, ready, timeoutMs) {
      const one = spawned(command)
      const endMs = performance.now() + timeoutMs
      while (!ready.test(one.output())) {
        if (one.hasEnded() || performance.now() > endMs) {
          await one.stop()
          throw new Error(`it did not come up:\n${one.output().slice(-3000)}`)
        }
        await sleep(50)
      }
      return one
    },
    async close() {
      await Promise.all([...running].map((one) => one.stop()))
    },
  }
}

/** One command in a process group of its own. */
function startShell(script: string, options: { cwd: string; env: NodeJS.ProcessEnv }) {
  const child = spawn('/bin/sh', ['-c', script], {
    ...options,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const read = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(-child.pid!, name)
    } catch {
      // All of the group have ended.
    }
  }
  return {
    ended,
    output: () => output,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    async stop() {
      signal('SIGINT')
      const late = sleep(15_000, 'late' as const, { ref: false })
      if ((await Promise.race([ended, late])) === 'late') signal('SIGKILL')
      await ended
    },
  }
}
