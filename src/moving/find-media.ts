// Are the recordings where they will be looked for? Each is looked up by its name and size; none is read.
import { VerbatimError } from '../domain/errors.ts'
import type { SqlSession } from '../ports/db.ts'
import { type MediaConfig, type MediaLook, openMediaPlaces, placeOf } from './media-places.ts'
import { type NamedMedia, namedMedia } from './named-media.ts'

/** What was found of the recordings that rows name: originals, redacted ones, uploaded ones. */
export interface FoundMedia {
  /** The configured place. */
  place: string
  named: number
  /** With the size that the row says. */
  found: number
  /** The first few transcripts (or uploaded recordings) that lack one. */
  missing: string[]
  /** How many of those missing lie in the data directory, where the configured place is a bucket. */
  inFolder: number
  /** Of completed transcripts. Those missing are drawn when somebody looks at them. */
  waveforms: { named: number; found: number }
}

const LOOKED_UP_AT_ONCE = 8
const MISSING_TOLD = 5
const SAY_EVERY = 10_000

/** Looks up every recording and every waveform, some at a time.
 * @throws Error when the place can not be looked at */
export async function findMedia(
  session: SqlSession,
  config: MediaConfig,
  say: (line: string) => void,
): Promise<FoundMedia> {
  const places = openMediaPlaces(config, session)
  const found = {
    place: placeOf(config),
    named: 0,
    found: 0,
    missing: [] as string[],
    inFolder: 0,
    waveforms: { named: 0, found: 0 },
  }
  const lookUp = async (media: NamedMedia) => {
    const there = await isThere(media, places.configured)
    const count = media.bytes === null ? found.waveforms : found
    count.named++
    if (there) count.found++
    if (there || media.bytes === null) return
    const { missing } = found
    if (missing.length < MISSING_TOLD && !missing.includes(media.owner)) missing.push(media.owner)
    if (places.folder && (await isThere(media, places.folder))) found.inFolder++
  }
  try {
    let said = 0
    for await (const page of namedMedia(session)) {
      await someAtOnce(page, lookUp)
      if (found.named - said < SAY_EVERY) continue
      said = found.named
      say(`recordings: ${said} looked for so far`)
    }
    return found
  } finally {
    await places.close()
  }
}

async function isThere({ key, bytes }: NamedMedia, look: MediaLook): Promise<boolean> {
  try {
    const size = await look.size(key)
    return size !== null && (bytes === null || size === bytes)
  } catch (error) {
    // Encrypted, and cut off.
    if (error instanceof VerbatimError && error.key === 'mediaCorrupted') return false
    throw error
  }
}

/** Nothing is begun after a failure, and nothing runs any more once it is thrown. */
async function someAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values()
  const failures: unknown[] = []
  const one = async () => {
    for (const item of waiting) {
      if (failures.length > 0) return
      await work(item).catch((error) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: LOOKED_UP_AT_ONCE }, one))
  if (failures.length > 0) throw failures[0]
}
