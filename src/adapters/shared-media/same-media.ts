// All machines of an installation must find recordings in the same place. A mark that lies with the recordings tells:
// its text is kept in the database.
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AccountSid } from '../../domain/sid.ts'
import type { Installation } from '../../ports/installation.ts'
import type { MediaStore } from '../../ports/media-store.ts'

/** Begins with no account, so nothing that is removed takes it along. */
const MARK = 'media/installation'

/** What comparing needs. `workRoot` is a folder for files under way. */
export interface SameMediaDeps {
  mediaStore: MediaStore
  installation: Installation
  accountSid: AccountSid
  workRoot: string
}

/** What was found: the mark of this installation, none, or that of another one. */
export type FoundMark = 'same' | 'none' | 'other'

/** Looks for the mark, and puts it there if there is none and `mayMake`.
 * @returns what was there before */
export async function lookForMark(
  deps: SameMediaDeps,
  { mayMake }: { mayMake: boolean },
): Promise<FoundMark> {
  const { mediaStore, installation } = deps
  const wanted = await installation.keep('media mark', randomUUID())
  if ((await mediaStore.size(MARK)) !== null) {
    const pieces: Uint8Array[] = []
    for await (const piece of await mediaStore.read(MARK)) pieces.push(piece)
    return Buffer.concat(pieces).toString() === wanted ? 'same' : 'other'
  }
  if (mayMake) await putMark(wanted, deps)
  return 'none'
}

async function putMark(text: string, { mediaStore, accountSid, workRoot }: SameMediaDeps) {
  const folder = await mkdtemp(join(workRoot, 'mark-'))
  try {
    await writeFile(join(folder, 'mark'), text, { mode: 0o600 })
    await mediaStore.take(MARK, join(folder, 'mark'), { accountSid, customerKey: null })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What somebody is told whose worker looks for recordings in another place. */
export const otherMedia =
  'recordings are not where the servers of this installation keep them: set the same MEDIA_STORE on every machine, or ' +
  'mount the same folder as DATA_DIR'
