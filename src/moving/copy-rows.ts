// Rows from one database to another, a batch at a time, each value as PostgreSQL writes it: no driver and no
// JavaScript number comes between.
import type { SqlSession } from '../ports/db.ts'
import type { Column } from './tables.ts'

/** What is copied: `from`, a table or a query in brackets, into the table `into`, by these columns of both; `copied` is
 * where it is found there, as `from` is. */
export interface RowsToCopy {
  from: string
  into: string
  copied: string
  columns: readonly Column[]
}

/** Where rows come from and go to, both in an open transaction. */
export interface Sides {
  source: SqlSession
  target: SqlSession
}

const MOST_ROWS = 2000
const FIRST_ROWS = 16
/** Characters that a batch should have; rows of the next are estimated by those of the last. */
const BATCH_CHARACTERS = 2 << 20

type TextRow = (string | null)[]

/** Copies all rows. Memory: about a batch, whatever the size of the table.
 * @param onRows hears the number of rows after each batch
 * @throws the driver's error when the target does not take a row */
export async function copyRows(
  what: RowsToCopy,
  { source, target }: Sides,
  onRows: (count: number) => Promise<void>,
): Promise<void> {
  const { from, into, columns } = what
  const array = columns.map(({ name }) => `one.${name}::text`).join(', ')
  await source.query(`declare moved no scroll cursor for select array[${array}] as texts from ${from} one`)
  const insert = insertInto(into, columns)
  for (let size = FIRST_ROWS; ; ) {
    const { rows } = await source.query<{ texts: TextRow }>(`fetch ${size} from moved`)
    if (rows.length > 0) {
      await target.query(insert, columnsOf(rows.map(({ texts }) => texts)))
      await onRows(rows.length)
    }
    if (rows.length < size) break
    const characters = rows.reduce((sum, { texts }) => sum + lengthOf(texts), 0)
    const fitting = Math.floor((BATCH_CHARACTERS / Math.max(1, characters)) * rows.length)
    size = Math.max(1, Math.min(fitting, size * 4, MOST_ROWS))
  }
  await source.query('close moved')
}

function insertInto(table: string, columns: readonly Column[]): string {
  const names = columns.map(({ name }) => name).join(', ')
  const values = columns.map(({ name, type }) => `one.${name}::${type}`).join(', ')
  const arrays = columns.map((_, index) => `$${index + 1}::text[]`).join(', ')
  return `insert into ${table} (${names}) overriding system value
    select ${values} from unnest(${arrays}) as one (${names})`
}

function columnsOf(rows: readonly TextRow[]): TextRow[] {
  return rows[0]!.map((_, index) => rows.map((row) => row[index] ?? null))
}

function lengthOf(row: TextRow): number {
  return row.reduce((sum, text) => sum + (text?.length ?? 0), 0)
}

/** Lets identity columns of `into` go on after the highest value that either side has seen. */
export async function continueSequences({ from, into, columns }: RowsToCopy, { source, target }: Sides) {
  for (const { name, sequence } of columns) {
    if (sequence === null) continue
    const { rows } = await source.query<{ last: string | null }>(
      `select greatest((select max(${name}) from ${from} one),
         (select last_value from ${sequence} where is_called))::text as last`,
    )
    const last = rows[0]?.last ?? null
    if (last === null) continue
    await target.query(`select setval(pg_get_serial_sequence($1, $2), $3::bigint)`, [into, bare(name), last])
  }
}

/** pg_get_serial_sequence takes the name of a column without quotes. */
function bare(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name
}
