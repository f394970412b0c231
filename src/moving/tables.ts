// Which tables there are, out of the catalogue of the database itself, so that no later one can be forgotten.
import type { SqlSession } from '../ports/db.ts'

/** A column that rows are written with; generated ones are not. `sequence` counts its values up. */
export interface Column {
  name: string
  type: string
  sequence: string | null
}

/** A table; names are as they stand in statements. */
export interface Table {
  name: string
  columns: Column[]
}

/** What the two sides keep about themselves, and parts of transcripts that are not done: their jobs begin anew. */
const notMoved = ['kysely_migration', 'kysely_migration_lock', 'durability_probe', 'transcript_parts']

/** Rows of a table that a database writes about itself. */
const ownRows: Record<string, string> = { installation: `name = 'needs'` }

/** The rows of a table that are moved, as they stand behind `from`. */
export function movedRows(table: string): string {
  const own = ownRows[table]
  return own === undefined ? table : `(select * from ${table} where not (${own}))`
}

const columnsOf = `select quote_ident(attribute.attname) as column,
    format_type(attribute.atttypid, attribute.atttypmod) as type,
    quote_ident(class.relname) as table,
    pg_get_serial_sequence(format('%I.%I', space.nspname, class.relname), attribute.attname) as sequence
  from pg_class class
  join pg_namespace space on space.oid = class.relnamespace
  join pg_attribute attribute on attribute.attrelid = class.oid
  where class.relkind in ('r', 'p') and not class.relispartition and class.relpersistence = 'p'
    and attribute.attnum > 0 and not attribute.attisdropped and attribute.attgenerated = ''`

interface ColumnRow {
  table: string
  column: string
  type: string
  sequence: string | null
}

/** All tables of the current schema that hold data to keep, each after those that it refers to. What is unlogged is
 * worth nothing after a crash, and after a move neither.
 * @throws Error when tables refer to each other in a circle */
export async function tablesOf(session: SqlSession): Promise<Table[]> {
  const { rows } = await session.query<ColumnRow>(
    `${columnsOf} and space.nspname = current_schema() and class.relname <> all($1::text[])
     order by class.relname, attribute.attnum`,
    [notMoved],
  )
  const references = await session.query<{ from: string; to: string }>(
    `select quote_ident(one.relname) as from, quote_ident(other.relname) as to
     from pg_constraint join pg_class one on one.oid = conrelid join pg_class other on other.oid = confrelid
     where contype = 'f' and connamespace = current_schema()::regnamespace and conrelid <> confrelid`,
  )
  return inOrder(grouped(rows), references.rows)
}

/** The table of all jobs, whatever its partitions are. Queues must be there. */
export async function jobTable(session: SqlSession): Promise<Table> {
  const { rows } = await session.query<ColumnRow>(
    `${columnsOf} and space.nspname = 'jobs' and class.relname = 'job' order by attribute.attnum`,
  )
  const [table] = grouped(rows)
  if (!table) throw new Error('there is no table of jobs')
  return { ...table, name: 'jobs.job' }
}

/** Whether there is a table of that name, as it stands in statements. */
export async function tableExists(session: SqlSession, name: string): Promise<boolean> {
  const { rows } = await session.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    name,
  ])
  return rows[0]?.there ?? false
}

/** @throws Error naming what a database called `name` lacks of `wanted`, or has otherwise */
export function requireSame(wanted: readonly Table[], found: readonly Table[], name: string): void {
  for (const table of wanted) {
    const other = found.find((one) => one.name === table.name)
    if (!other) throw new Error(`${name} has no table ${table.name}`)
    if (shapeOf(table) !== shapeOf(other)) throw new Error(`${name} has other columns in table ${table.name}`)
  }
}

function shapeOf({ columns }: Table): string {
  return columns
    .map(({ name, type }) => `${name} ${type}`)
    .sort()
    .join(', ')
}

function grouped(rows: readonly ColumnRow[]): Table[] {
  return [...Map.groupBy(rows, ({ table }) => table)].map(([name, columns]) => ({
    name,
    columns: columns.map(({ column, type, sequence }) => ({ name: column, type, sequence })),
  }))
}

function inOrder(tables: readonly Table[], references: readonly { from: string; to: string }[]): Table[] {
  const ordered: Table[] = []
  let rest = [...tables]
  while (rest.length > 0) {
    const waits = ({ name }: Table) =>
      references.some(({ from, to }) => from === name && rest.some((one) => one.name === to))
    const free = rest.filter((table) => !waits(table))
    if (free.length === 0)
      throw new Error(`tables refer to each other: ${rest.map(({ name }) => name).join(', ')}`)
    ordered.push(...free)
    rest = rest.filter(waits)
  }
  return ordered
}
