// A process that makes an empty database in a folder and ends: `node database-maker.js FOLDER`. On its own because the
// machine code that PGlite has made for this one time takes 0.4 GB; started with --liftoff-only, which does without.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { FsyncNodeFS, startParams } from './fsync-fs.ts'
import { syncPath } from './sync-path.ts'

// Nobody waits any more.
process.once('disconnect', () => process.exit(1))

const folder = process.argv[2]!
const database = await PGlite.create({ fs: new FsyncNodeFS(folder), startParams })
await database.close()
// PostgreSQL's own initdb would do that last; PGlite's does not.
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
  if (entry.isFile() || entry.isDirectory()) syncPath(join(entry.parentPath, entry.name))
syncPath(folder)
process.exit(0)
