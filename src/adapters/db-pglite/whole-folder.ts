// Whether a folder holds a database, none yet, or what is left of one. PGlite makes a new database wherever it misses
// the first file of one, and so would write over what could still be saved.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { MAKING } from './make-database.ts'

/** Files and folders that every database has, whatever is in it. */
const essential = ['PG_VERSION', 'base', 'global', 'pg_wal', 'pg_xact', join('global', 'pg_control')]

const NAME = 'pg'
/** Beside the folder as long as an earlier version had not opened the database that it made there. */
const UNFINISHED = 'pg.unfinished'

/** Looks at `dataDir/pg` and takes away what starts left that broke off; `isMissing`: a database is to be made there.
 * @throws Error naming the folder when part of a database is missing */
export function prepareFolder(dataDir: string): { folder: string; isMissing: boolean } {
  const folder = join(dataDir, NAME)
  if (existsSync(join(dataDir, UNFINISHED))) {
    rmSync(folder, { recursive: true, force: true })
    rmSync(join(dataDir, UNFINISHED))
  }
  for (const name of readdirSync(dataDir))
    if (name.startsWith(`${NAME}${MAKING}`)) removeAtLeisure(join(dataDir, name))
  if (!existsSync(folder) || readdirSync(folder).length === 0) return { folder, isMissing: true }
  refuseDamaged(folder)
  return { folder, isMissing: false }
}

/** The process that was left alone may still write there for a moment; what stays then goes with the next start. */
function removeAtLeisure(path: string) {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // See above.
  }
}

function refuseDamaged(folder: string) {
  const missing = essential.filter((name) => !existsSync(join(folder, name)))
  if (missing.length === 0) return
  const advice = 'put back a copy, or move the folder away to begin anew'
  throw new Error(`the database in ${folder} is damaged: ${missing.join(', ')} is missing; ${advice}`)
}
