// A new database beside the folder where it is wanted, and moved there when it is whole: a start that breaks off leaves
// nothing that could be taken for a database.
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { moduleBeside } from '../../threads/module-beside.ts'
import { syncPath } from './sync-path.ts'

/** What stands between the folder's name and a random part while a database is being made. */
export const MAKING = '.making-'

const MOST_OUTPUT = 2000

/** Makes `folder`, which must not be there or be empty, a database.
 * @throws Error with what the process said when it failed */
export async function makeDatabase(folder: string): Promise<void> {
  const making = `${folder}${MAKING}${randomUUID()}`
  mkdirSync(making, { mode: 0o700 })
  try {
    await runMaker(making)
    renameSync(making, folder)
    // Before anything is acknowledged that stands in it.
    syncPath(dirname(folder))
  } catch (cause) {
    rmSync(making, { recursive: true, force: true })
    throw cause
  }
}

async function runMaker(making: string) {
  const maker = fork(fileURLToPath(moduleBeside(import.meta, 'database-maker')), [making], {
    execArgv: ['--liftoff-only'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  maker.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-MOST_OUTPUT)
  })
  const [code, signal] = (await once(maker, 'close')) as [number | null, string | null]
  if (code !== 0) throw new Error(`the process that makes it ended with ${code ?? signal}: ${said.trim()}`)
}
