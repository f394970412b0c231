// What a move takes along: all tables of ours, and the jobs that still have something to do.
import type { RowsToCopy, Sides } from './copy-rows.ts'
import type { OpenDatabase } from './open-database.ts'
import { jobTable, movedRows, requireSame, type Table, tablesOf } from './tables.ts'
import { readVersions, updateFirst } from './versions.ts'

/** Lists it, each table after those that it refers to. What else lies in the schema of a PostgreSQL is not ours: the
 * tables of the embedded side are those that count.
 * @throws Error when the sides differ in their tables or queues */
export async function whatToCopy(
  sides: Sides,
  { source, target }: { source: OpenDatabase; target: OpenDatabase },
): Promise<RowsToCopy[]> {
  const [here, there] = [await tablesOf(sides.source), await tablesOf(sides.target)]
  const ours = source.db.exclusive ? here : there
  const tables = here.filter(({ name }) => ours.some((one) => one.name === name))
  requireSame(ours, tables, source.name)
  requireSame(ours, there, target.name)
  const jobs = await jobsToCopy(sides, source.name)
  const rows = tables.map(({ name, columns }) => {
    const moved = movedRows(name)
    return { from: moved, into: name, copied: moved, columns }
  })
  return [...rows, ...jobs]
}

async function jobsToCopy({ source, target }: Sides, name: string): Promise<RowsToCopy[]> {
  const { jobs: version } = await readVersions(source)
  if (version === null) return []
  const { jobs: wanted } = await readVersions(target)
  if (version !== wanted) {
    throw new Error(`${name} has queues of version ${version}, this is ${wanted}: ${updateFirst}`)
  }
  const [here, there] = [await jobTable(source), await jobTable(target)]
  requireSame([here], [there], 'the target')
  const { name: into, columns } = here
  return [{ from: unfinishedJobs(here), into, copied: into, columns }]
}

/** Jobs that wait, those given up that lie in the queue of dead letters, and those that ran when their process ended:
 * they are due again, and lose no try. What is done stays behind. */
function unfinishedJobs({ name, columns }: Table): string {
  const values = columns.map(({ name: column, type }) => {
    if (column === 'state') return `case state when 'active' then 'retry'::${type} else state end as state`
    if (column === 'heartbeat_on' || column === 'started_on') {
      return `case when state <> 'active' then ${column} end as ${column}`
    }
    return column
  })
  return `(select ${values.join(', ')} from ${name} where state in ('created', 'retry', 'active'))`
}
