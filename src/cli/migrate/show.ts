// What `verbatim migrate` prints for people.
import type { Moved, Updated } from '../../moving/moving.ts'

const CHECKSUM_SHOWN = 16

/** One line for the tables, one for the queues. */
export function showUpdate({ database, tables, jobs }: Updated): string[] {
  return [database, `  tables  ${change(tables)}`, `  queues  ${change(jobs)}`]
}

function change({ from, to }: { from: string | number | null; to: string | number | null }): string {
  if (from === to) return `${to}, up to date`
  return from === null ? `made, ${to}` : `${from} → ${to}`
}

/** One line a table; where the sides differ, both. */
export function showMove({ tables }: Moved): string[] {
  const width = Math.max(...tables.map(({ table }) => table.length))
  const line = (label: string, side: { rows: number; checksum: string }) =>
    `${label.padEnd(width)}  ${String(side.rows).padStart(10)}  ${side.checksum.slice(0, CHECKSUM_SHOWN)}`
  return tables.flatMap(({ table, source, target, equal }) =>
    equal
      ? [`${line(table, source)}  equal`]
      : [`${line(table, source)}  source`, `${line('', target)}  target: DIFFERENT`],
  )
}
