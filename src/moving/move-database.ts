// Everything of one database into another that is empty, proven equal before it is committed.
import type { SqlSession } from '../ports/db.ts'
import { continueSequences, copyRows, type RowsToCopy, type Sides } from './copy-rows.ts'
import { canonicalSettings, type Fingerprint, fingerprintOf } from './fingerprint.ts'
import type { OpenDatabase } from './open-database.ts'
import { jobTable, requireSame, tablesOf } from './tables.ts'
import { updateSchema } from './update-schema.ts'
import { readVersions, requireCurrent } from './versions.ts'

/** What became of one table. */
export interface MovedTable {
  table: string
  source: Fingerprint
  target: Fingerprint
  equal: boolean
}

/** The two databases; one of them is embedded, and its tables are those that count. */
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
 * @throws Error when the source is of another version or the target is not empty; nothing is kept then either */
export async function moveDatabase({ source, target, say }: Move): Promise<MovedTable[]> {
  await requireCurrent(source.db, source.name)
  await updateSchema(target.db)
  try {
    return await source.db.transaction(async (from) => {
      await from.query('set transaction isolation level repeatable read, read only')
      return target.db.transaction(async (into) => {
        const sides = { source: from, target: into }
        for (const setting of canonicalSettings) {
          await from.query(setting)
          await into.query(setting)
        }
        const wanted = await whatToCopy(sides, { source, target })
        await requireEmpty(into, wanted, target.name)
        for (const one of wanted) await copyOne(one, { sides, say, checkpoints: target.db.exclusive })
        const moved = await compare(wanted, { sides, say })
        if (moved.some(({ equal }) => !equal)) throw new Differs(moved)
        return moved
      })
    })
  } catch (error) {
    if (error instanceof Differs) return error.moved
    throw error
  }
}

/** All tables in order, then jobs. What else lies in the schema of a PostgreSQL is not ours. */
async function whatToCopy(
  sides: Sides,
  { source, target }: Pick<Move, 'source' | 'target'>,
): Promise<RowsToCopy[]> {
  const [here, there] = [await tablesOf(sides.source), await tablesOf(sides.target)]
  if (source.db.exclusive) requireSame(here, there, target.name)
  else requireSame(there, here, source.name)
  const tables = source.db.exclusive ? here : there
  const rows = tables.map(({ name, columns }) => ({ from: name, into: name, columns }))
  // Sequences are those of the source.
  for (const one of rows) one.columns = here.find(({ name }) => name === one.into)!.columns
  const jobs = await jobsToCopy(sides, source.name)
  return jobs ? [...rows, jobs] : rows
}

/** Jobs that wait, that ran when their process ended (they are due again, and lose no try), and those given up that lie
 * in the queue of dead letters. What is done stays behind. */
async function jobsToCopy({ source, target }: Sides, name: string): Promise<RowsToCopy | null> {
  const { jobs: version } = await readVersions(source)
  if (version === null) return null
  const { jobs: wanted } = await readVersions(target)
  if (version !== wanted) {
    const advice = 'bring it up to date first, with verbatim migrate and nothing else'
    throw new Error(`${name} has queues of version ${version}, this is ${wanted}: ${advice}`)
  }
  const table = (await jobTable(source))!
  requireSame([table], [(await jobTable(target))!], 'the target')
  const values = table.columns.map(({ name: column, type }) => {
    if (column === 'state') return `case state when 'active' then 'retry'::${type} else state end as state`
    if (column === 'heartbeat_on' || column === 'started_on') {
      return `case when state = 'active' then null else ${column} end as ${column}`
    }
    return column
  })
  const states = `state in ('created', 'retry', 'active')`
  return { ...table, from: `(select ${values.join(', ')} from jobs.job where ${states})`, into: 'jobs.job' }
}

/** Nobody else writes into the target until the end.
 * @throws Error naming the tables that hold something */
async function requireEmpty(target: SqlSession, wanted: readonly RowsToCopy[], name: string) {
  const full: string[] = []
  for (const { into } of wanted) {
    await target.query(`lock table ${into} in share row exclusive mode`)
    const { rows } = await target.query<{ full: boolean }>(`select exists (select from ${into}) as full`)
    if (rows[0]?.full) full.push(into)
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
  say(`${what.into}: ${count} rows copied`)
}

async function compare(
  wanted: readonly RowsToCopy[],
  { sides, say }: { sides: Sides; say: Move['say'] },
): Promise<MovedTable[]> {
  say('comparing')
  const moved: MovedTable[] = []
  for (const { from, into, columns } of wanted) {
    const source = await fingerprintOf(sides.source, { from, columns })
    const target = await fingerprintOf(sides.target, { from: into, columns })
    const equal = source.rows === target.rows && source.checksum === target.checksum
    moved.push({ table: into, source, target, equal })
  }
  return moved
}
