// What a PostgreSQL server has processes of its own for, and PGlite nobody: checkpoints, room for the log, and vacuum. All
// run between transactions, in the one session there is.
import { readdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { createVacuum } from './vacuum.ts'

/** With less room the database is read only. It writes its log in pieces of 16 MiB, and one that it can not begin
 * ends it; what is under way when the room gets short must fit in the rest. */
export const LEAST_FREE_BYTES = 64 << 20
/** With less room an open transaction gets no further: it has used up what the others left it. */
const LEAST_FREE_INSIDE_BYTES = 48 << 20
/** Free bytes at which writing begins again. */
export const AGAIN_FREE_BYTES = 96 << 20
/** Pieces of log that are kept before a checkpoint lets the database use them again. */
const MOST_LOG_PIECES = 8
const ROOM_EVERY_MS = 200
const CHECKPOINT_EVERY_MS = 30_000

/** How much can still be written to the disk that `folder` is on. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** Keeps a database in order. */
export interface Upkeep {
  /** To be called between transactions, as often as one likes. */
  look(): Promise<void>
  /** True when there is not even room for another statement of an open transaction. */
  isShort(): boolean
  /** To be called when the session was reset. */
  reset(): void
}

/** What tests replace. */
interface UpkeepInternals {
  nowMs?: () => number
  free?: (folder: string) => number
}

/** Makes the upkeep of the database in `folder`. */
export function createUpkeep(
  database: Pick<PGlite, 'exec' | 'query'>,
  folder: string,
  { nowMs = () => performance.now(), free = freeBytes }: UpkeepInternals = {},
): Upkeep {
  const vacuum = createVacuum(database, { nowMs })
  let readOnly = false
  let roomMs = -Infinity
  let checkpointMs = nowMs()

  const keepRoom = async () => {
    const short = free(folder) < (readOnly ? AGAIN_FREE_BYTES : LEAST_FREE_BYTES)
    if (short === readOnly) return
    await database.exec(`set default_transaction_read_only = ${short ? 'on' : 'off'}`)
    readOnly = short
  }
  const checkpoint = async () => {
    const pieces = readdirSync(join(folder, 'pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name))
    if (pieces.length > MOST_LOG_PIECES) await database.exec('checkpoint')
  }
  return {
    async look() {
      const now = nowMs()
      if (now - roomMs >= ROOM_EVERY_MS) {
        roomMs = now
        await keepRoom()
      }
      if (readOnly) return
      if (now - checkpointMs >= CHECKPOINT_EVERY_MS) {
        checkpointMs = now
        await checkpoint()
      }
      await vacuum.look()
    },
    isShort: () => free(folder) < LEAST_FREE_INSIDE_BYTES,
    reset() {
      readOnly = false
      roomMs = -Infinity
    },
  }
}
