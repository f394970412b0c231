// Everything of one database into another that is empty, proven equal before it is committed.
import type { SqlSession } from '../ports/db.ts'
import { continueSequences, copyRows, type RowsToCopy, type Sides } from './copy-rows.ts'
import { canonicalSettings, type Fingerprint, fingerprintOf } from './fingerprint.ts'
import type { OpenDatabase } from './open-database.ts'
import { movedRows, tableExists, tablesOf } from './tables.ts'
import { updateSchema } from './update-schema.ts'
import { whatToCopy } from './what-to-copy.ts'

/** What became of one table. */
export interface MovedTable {
  table: string
  source: Fingerprint
  target: Fingerprint
  equal: boolean
}

/** The two databases, one of them embedded; the source is of the current version. */
export interface Move {
  source: OpenDatabase
  target: OpenDatabase
  /** Hears what is going on. */
  say(line: string): void
}

/** Thrown to undo what was copied; `moved` says what differs. */
class Differs extends Error {
  readonly moved: MovedTable[]

  constructor(moved: MovedTable[]) {
    super('the copy differs')
    this.moved = moved
  }
}

/** Copies all tables, and the jobs that have something to do, in one transaction of the target.
 * @returns every table with what both sides hold; nothing is kept in the target when one is not `equal`
 * @throws Error when the target is not empty, or the source has other tables; nothing is kept then either */
export async function moveDatabase({ source, target, say }: Move): Promise<MovedTable[]> {
  const names = (await tablesOf(source.db)).map(({ name }) => name)
  // Once before its tables are changed, and below once more when nobody else can write.
  await requireEmpty(target.db, names, target.name)
  await updateSchema(target.db)
  try {
    return await bothInTransactions({ source, target }, async (sides) => {
      const wanted = await whatToCopy(sides, { source, target })
      const tables = wanted.map(({ into }) => into)
      for (const table of tables) await sides.target.query(`lock table ${table} in share row exclusive mode`)
      await requireEmpty(sides.target, tables, target.name)
      for (const one of wanted) await copyOne(one, { sides, say, checkpoints: target.db.exclusive })
      const moved = await compare(wanted, { sides, say })
      if (moved.some(({ equal }) => !equal)) throw new Differs(moved)
      return moved
    })
  } catch (error) {
    if (error instanceof Differs) return error.moved
    throw error
  }
}

/** The source as it is at one moment, and only to be read. */
async function bothInTransactions<T>(
  { source, target }: { source: OpenDatabase; target: OpenDatabase },
  work: (sides: Sides) => Promise<T>,
): Promise<T> {
  return source.db.transaction(async (from) => {
    await from.query('set transaction isolation level repeatable read, read only')
    return target.db.transaction(async (into) => {
      for (const setting of canonicalSettings) {
        await from.query(setting)
        await into.query(setting)
      }
      return work({ source: from, target: into })
    })
  })
}

/** @throws Error naming those of `tables` that are there and hold something */
async function requireEmpty(session: SqlSession, tables: readonly string[], name: string) {
  const full: string[] = []
  for (const table of tables) {
    if (!(await tableExists(session, table))) continue
    const { rows } = await session.query<{ full: boolean }>(
      `select exists (select from ${movedRows(table)} one) as full`,
    )
    if (rows[0]?.full) full.push(table)
  }
  if (full.length > 0) throw new Error(`${name} is not empty (${full.join(', ')}); nothing was copied`)
}

const SAY_EVERY_ROWS = 50_000
/** How much the embedded database may write between two checkpoints, in rows: its log is not cut by itself. */
const CHECKPOINT_EVERY_ROWS = 20_000

async function copyOne(
  what: RowsToCopy,
  { sides, say, checkpoints }: { sides: Sides; say: Move['say']; checkpoints: boolean },
) {
  let [count, said, saved] = [0, 0, 0]
  await copyRows(what, sides, async (rows) => {
    count += rows
    if (count - said >= SAY_EVERY_ROWS) {
      say(`${what.into}: ${count} rows so far`)
      said = count
    }
    if (checkpoints && count - saved >= CHECKPOINT_EVERY_ROWS) {
      await sides.target.query('checkpoint')
      saved = count
    }
  })
  await continueSequences(what, sides)
}

async function compare(
  wanted: readonly RowsToCopy[],
  { sides, say }: { sides: Sides; say: Move['say'] },
): Promise<MovedTable[]> {
  say('copied; comparing')
  const moved: MovedTable[] = []
  for (const { from, into, copied, columns } of wanted) {
    const source = await fingerprintOf(sides.source, { from, columns })
    const target = await fingerprintOf(sides.target, { from: copied, columns })
    const equal = source.rows === target.rows && source.checksum === target.checksum
    moved.push({ table: into, source, target, equal })
  }
  return moved
}
