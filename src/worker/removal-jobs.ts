// Jobs that take away what was deleted: media, and everything of an account.
import type { AccountSid } from '../domain/sid.ts'
import type { MediaStore } from '../ports/media-store.ts'
import type { JobHandler } from '../ports/queue.ts'
import { type RemovalDeps, removeRecording, removeTranscripts } from '../ports/removal.ts'
import type { Store } from '../ports/unit-of-work.ts'

/** What the jobs need. */
export interface RemovalJobDeps extends RemovalDeps {
  mediaStore: MediaStore
}

/** Rows per step; those of one step are one transaction, which others have to wait for. */
const BATCH = 20

/** Handles `media-removal` jobs. */
export function handleMediaRemoval({ mediaStore, unitOfWork }: RemovalJobDeps): JobHandler<'media-removal'> {
  return async ({ data }) => {
    if ('prefixes' in data) {
      for (const prefix of data.prefixes) await mediaStore.removeAll(prefix)
      return
    }
    const { unless } = data
    if (unless && (await unitOfWork(({ transcripts }) => transcripts.load(unless)))) return
    await mediaStore.removeAll(data.prefix)
  }
}

/** Handles `account-removal` jobs: rows in steps, so that others need not wait for long; one that is cut off is begun
 * again and goes on with what is left. */
export function handleAccountRemoval(deps: RemovalJobDeps): JobHandler<'account-removal'> {
  return async ({ data: { accountSid }, signal }) => {
    await repeat(signal, () => removeSomeTranscripts(accountSid, deps))
    await repeat(signal, () => removeSomeRecordings(accountSid, deps))
    const step = (work: (store: Store) => Promise<number>) => repeat(signal, () => deps.unitOfWork(work))
    // What is attached to a Service goes with it; after that nothing holds on to operators and keys.
    await step(async ({ services: { list, remove } }) =>
      removeSome(await list(accountSid, firstOnes), (sid) => remove(accountSid, sid)),
    )
    await step(async ({ operators: { list, remove } }) =>
      removeSome(await list(accountSid, {}, firstOnes), (sid) => remove(accountSid, sid)),
    )
    await step(async ({ publicKeys: { list, remove } }) =>
      removeSome(await list(accountSid, firstOnes), (sid) => remove(accountSid, sid)),
    )
    await deps.mediaStore.removeAll(`media/${accountSid}`)
  }
}

/** Steps until one finds nothing. */
async function repeat(signal: AbortSignal, step: () => Promise<number>) {
  while ((await step()) > 0) signal.throwIfAborted()
}

const firstOnes = { limit: BATCH, cursor: null }

async function removeSomeTranscripts(account: AccountSid, deps: RemovalJobDeps): Promise<number> {
  const { items } = await deps.unitOfWork(({ transcripts }) => transcripts.list(account, {}, firstOnes))
  const sids = items.map(({ sid }) => sid)
  await removeTranscripts(account, sids, deps)
  return sids.length
}

async function removeSomeRecordings(account: AccountSid, deps: RemovalJobDeps): Promise<number> {
  const { items } = await deps.unitOfWork(({ recordings }) => recordings.list(account, {}, firstOnes))
  for (const { sid } of items) await removeRecording(account, sid, deps)
  return items.length
}

/** Removes the first rows of one kind.
 * @returns how many there were */
async function removeSome<S>(
  { items }: { items: readonly { sid: S }[] },
  remove: (sid: S) => Promise<unknown>,
): Promise<number> {
  for (const { sid } of items) await remove(sid)
  return items.length
}
