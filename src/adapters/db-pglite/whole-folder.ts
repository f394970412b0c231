// Whether a folder holds a database, none yet, or what is left of one. PGlite makes a new database wherever it misses
// the first file of one, and so would write over what could still be saved.
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** Files and folders that every database has, whatever is in it. */
const essential = ['PG_VERSION', 'base', 'global', 'pg_wal', 'pg_xact', join('global', 'pg_control')]

/** Makes `dataDir/pg` ready to be opened: there, and whole or empty. A first start that broke off is begun again.
 * @returns what to call once the database has been opened
 * @throws Error naming the folder when part of a database is missing */
export function prepareFolder(dataDir: string): { folder: string; opened(): void } {
  const folder = join(dataDir, 'pg')
  const unfinished = join(dataDir, 'pg.unfinished')
  if (existsSync(unfinished)) rmSync(folder, { recursive: true, force: true })
  const fresh = !existsSync(folder) || readdirSync(folder).length === 0
  if (fresh) {
    writeFileSync(unfinished, '', { mode: 0o600, flush: true })
    syncFolder(dataDir)
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!fresh) refuseDamaged(folder)
  return {
    folder,
    opened() {
      if (!fresh) return
      rmSync(unfinished)
      // On disk before anything is acknowledged: found again after a power cut, it would cost the database.
      syncFolder(dataDir)
    },
  }
}

function refuseDamaged(folder: string) {
  const missing = essential.filter((name) => !existsSync(join(folder, name)))
  if (missing.length === 0) return
  const advice = 'put back a copy, or move the folder away to begin anew'
  throw new Error(`the database in ${folder} is damaged: ${missing.join(', ')} is missing; ${advice}`)
}

function syncFolder(path: string) {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
