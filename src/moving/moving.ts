// What `verbatim migrate` does, for one configuration: opens the databases, and closes them again.
import type { Config } from '../config.ts'
import { adviceOnKey, adviceOnMedia, adviceOnNext, adviceOnUnseenMedia, requireAlone } from './advice.ts'
import { type FoundMedia, findMedia } from './find-media.ts'
import type { MediaConfig } from './media-places.ts'
import { type MovedTable, moveDatabase } from './move-database.ts'
import { type OpenDatabase, openEmbedded, openServer } from './open-database.ts'
import { updateSchema } from './update-schema.ts'
import { requireCurrent } from './versions.ts'

export { UnusableServer } from './open-database.ts'

/** What both take. `say` hears of progress, `onFailure` when the embedded database dies. */
export interface Given {
  config: MediaConfig & Pick<Config, 'DATABASE_URL'>
  say(line: string): void
  onFailure(error: Error): void
}

/** Versions before and after; null where there was nothing. */
export interface Updated {
  database: string
  tables: { from: string | null; to: string | null }
  jobs: { from: number | null; to: number | null }
}

/** `copied` is false when a table differs: nothing was kept then. */
export interface Moved {
  copied: boolean
  from: string
  to: string
  tables: MovedTable[]
  /** Null when nothing was copied, or they could not be looked for. */
  recordings: FoundMedia | null
  /** What the person who moves has to know and do now; empty when nothing was copied. */
  advice: string[]
}

/** Brings the configured database up to date.
 * @throws UnusableServer, or Error when the data directory is in use or was written by a newer version */
export async function updateConfigured({ config, onFailure }: Given): Promise<Updated> {
  const opened = config.DATABASE_URL
    ? await openServer(config.DATABASE_URL)
    : await openEmbedded(config.DATA_DIR, { mustExist: false, onFailure })
  return closing(opened, async () => {
    const { before, after } = await updateSchema(opened.db)
    return {
      database: opened.name,
      tables: { from: before.tables, to: after.tables },
      jobs: { from: before.jobs, to: after.jobs },
    }
  })
}

/** Which way. `force` copies from a PostgreSQL that others have open. */
export type Way = { to: string } | { from: string; force: boolean }

/** Copies the embedded database of DATA_DIR into a PostgreSQL, or the other way, and looks whether the recordings are
 * where they will be looked for.
 * @throws UnusableServer, or Error as {@link moveDatabase} and {@link requireAlone} */
export async function moveBetween(way: Way, given: Given): Promise<Moved> {
  const { config, say, onFailure } = given
  const outwards = 'to' in way
  const openOwn = () => openEmbedded(config.DATA_DIR, { mustExist: outwards, onFailure })
  const source = await (outwards ? openOwn() : openServer(way.from))
  return closing(source, async () => {
    // A target is not even made for a source that will be refused.
    await requireCurrent(source.db, source.name)
    if (!outwards) await requireAlone(source, { force: way.force, say })
    const target = await (outwards ? openServer(way.to) : openOwn())
    return closing(target, async () => {
      const tables = await moveDatabase({ source, target, say })
      const moved = { from: source.name, to: target.name, tables }
      if (tables.some(({ equal }) => !equal)) return { ...moved, copied: false, recordings: null, advice: [] }
      return { ...moved, copied: true, ...(await lookAround(target, { outwards, given })) }
    })
  })
}

/** After the copy, which nothing that goes wrong here undoes. */
async function lookAround(
  target: OpenDatabase,
  { outwards, given: { config, say } }: { outwards: boolean; given: Given },
): Promise<Pick<Moved, 'recordings' | 'advice'>> {
  say('equal, and kept; looking for the recordings')
  const key = await adviceOnKey(target, config)
  const found = await findMedia(target.db, config, say).catch((error: unknown) => ({ error }))
  const [recordings, media] =
    'error' in found
      ? [null, adviceOnUnseenMedia(found.error, config)]
      : [found, adviceOnMedia(found, config)]
  return { recordings, advice: [...(key ? [key] : []), ...media, adviceOnNext(outwards)] }
}

async function closing<T>(opened: OpenDatabase, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    await opened.close()
  }
}
