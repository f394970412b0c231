// The server as its user runs it: a process of its own, started by the launcher.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chosenDatabase } from './chosen-database.ts'

/** A server process that listens. */
export interface ServerProcess {
  baseUrl: string
  pid: number
  /** Everything it has written so far, log included. */
  output(): string
  /** Sends a signal and waits for the end; resolves with the exit code, or null after a signal killed it. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** The account that {@link startServerProcess} sets. */
export const testAccount = { accountSid: `AC${'0'.repeat(31)}1`, authToken: 'a test token' }

const ownLauncher = fileURLToPath(new URL('../../bin/verbatim.mjs', import.meta.url))

/** Starts `verbatim serve` on a free port, on the database that is chosen for its DATA_DIR, and waits until it listens.
 * @param launcher of another installation
 * @throws Error with its output when it ends before that */
export async function startServerProcess(
  env: Record<string, string>,
  launcher = ownLauncher,
): Promise<ServerProcess> {
  const url = env.DATA_DIR && env.DATABASE_URL === undefined && (await chosenDatabase(env.DATA_DIR))
  return startProcess([launcher, 'serve'], { PORT: '0', ...(url && { DATABASE_URL: url }), ...env })
}

/** Starts `verbatim worker` with its figures on a free port, which is its `baseUrl`.
 * @param within the beginning of a command that takes another command's place, such as `ip netns exec NAME`
 * @throws Error with its output when it ends before it does jobs */
export function startWorkerProcess(
  env: Record<string, string>,
  within: readonly string[] = [],
): Promise<ServerProcess> {
  return startProcess([ownLauncher, 'worker'], { WORKER_PORT: '0', ...env }, within)
}

async function startProcess(
  args: readonly string[],
  env: Record<string, string>,
  within: readonly string[] = [],
): Promise<ServerProcess> {
  const [command, ...rest] = [...within, process.execPath, ...args] as [string, ...string[]]
  const child = spawn(command, rest, {
    env: {
      ...process.env,
      TWILIO_ACCOUNT_SID: testAccount.accountSid,
      TWILIO_AUTH_TOKEN: testAccount.authToken,
      NETWORK_ALLOW: '127.0.0.1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const baseUrl = await listening(child, lines)
  return {
    baseUrl,
    pid: child.pid!,
    output: () => lines.join('\n'),
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      const ended = once(child, 'close')
      child.kill(signal)
      return ((await ended) as [number | null])[0]
    },
  }
}

async function listening(child: ChildProcess, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const read = (line: string) => {
      lines.push(line)
      const address = /^Verbatim (?:listens on |does jobs.*; )(http.*?)(?:\/metrics|$)/.exec(line)?.[1]
      if (address) resolve(address)
    }
    createInterface({ input: child.stdout! }).on('line', read)
    createInterface({ input: child.stderr! }).on('line', read)
    child.once('close', (code) => reject(new Error(`the server ended with ${code}:\n${lines.join('\n')}`)))
  })
}
