// Erasure of a customer: what is stored under a customer key goes, and the key that its media were encrypted under.
import { fault } from '../../domain/errors.ts'
import type { AccountSid, TranscriptSid } from '../../domain/sid.ts'
import { noteLeftovers, type RemovalDeps } from '../../ports/removal.ts'
import type { Unit } from '../../ports/unit-of-work.ts'

/** Transcripts that one statement removes, and folders that one job does. */
const BATCH = 200

/** Erases every transcript of a customer with all that belongs to it; work under way stops, no webhook follows. All of
 * it or nothing: the rows and the key go in one transaction, the files by jobs that it writes.
 * @throws VerbatimError notFound when nothing is known under this key */
export async function eraseCustomer(
  account: AccountSid,
  customerKey: string,
  deps: RemovalDeps,
): Promise<void> {
  const { transcripts, hadKey } = await deps.unitOfWork(async (unit) => ({
    transcripts: await removeTranscripts(account, customerKey, unit),
    // After the transcripts: no key is made for a customer who has none.
    hadKey: await unit.mediaKeys.remove({ accountSid: account, customerKey }),
  }))
  if (transcripts.length === 0 && !hadKey)
    throw fault('notFound', 'Nothing is stored under this customer key')
  for (const sid of transcripts) deps.running.stop(sid)
  deps.wake('media-removal')
}

async function removeTranscripts(account: AccountSid, customerKey: string, unit: Unit) {
  const removed: TranscriptSid[] = []
  for (;;) {
    const { transcripts, underWay, recordings } = await unit.customers.removeTranscripts(
      account,
      customerKey,
      BATCH,
    )
    if (transcripts.length === 0) return removed
    removed.push(...transcripts)
    await unit.forgetJobs(transcripts)
    for (const sid of underWay) await noteLeftovers({ prefix: `media/${account}/${sid}`, account }, unit)
    const prefixes = [...transcripts, ...recordings].map((sid) => `media/${account}/${sid}`)
    await unit.enqueue({ name: 'media-removal', data: { prefixes }, group: account })
  }
}
