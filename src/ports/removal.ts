// How transcripts and recordings are removed, by whomever: the rows with all that hangs on them and the job that takes
// the media away are one transaction.
import type { AccountSid, RecordingSid, TranscriptSid } from '../domain/sid.ts'
import type { JobName } from './queue.ts'
import type { RunningWork } from './running-work.ts'
import type { Unit, UnitOfWork } from './unit-of-work.ts'

/** What removing needs. */
export interface RemovalDeps {
  unitOfWork: UnitOfWork
  running: RunningWork
  /** Tells the workers of this process that there is work. */
  wake(name: JobName): void
}

/** Longer than storing a recording ever takes, and than a run goes on after its transcript was deleted. */
const LEFTOVERS_AFTER_MS = 3600_000

/** Notes that media under `prefix` are to go unless somebody takes the note back: written before media are stored that no
 * row names yet, so that nothing is left of them when the process dies before there is one.
 * @param unless the transcript that the media belong to, where its row may be there already */
export async function noteLeftovers(
  { prefix, account, unless }: { prefix: string; account: AccountSid; unless?: TranscriptSid },
  { enqueue }: Pick<Unit, 'enqueue'>,
): Promise<void> {
  const data = { prefix, ...(unless && { unless }) }
  await enqueue({ name: 'media-removal', data, group: account, delayMs: LEFTOVERS_AFTER_MS })
}

/** Removes transcripts of an account: rows, jobs and media; work under way stops, no webhook follows. One transaction:
 * give many in batches of some ten.
 * @returns those that were there */
export async function removeTranscripts(
  account: AccountSid,
  sids: readonly TranscriptSid[],
  { unitOfWork, running, wake }: RemovalDeps,
): Promise<TranscriptSid[]> {
  const removed = await unitOfWork(async (unit) => {
    const found: TranscriptSid[] = []
    // In one order everywhere: those who remove the same rows at once wait for each other, and never in a circle.
    for (const sid of [...sids].sort()) {
      const transcript = await unit.transcripts.remove(account, sid)
      if (!transcript) continue
      found.push(sid)
      // Its run may store something after the removal, and die before it can clear up.
      const prefix = `media/${account}/${sid}`
      if (transcript.status === 'in-progress') await noteLeftovers({ prefix, account }, unit)
    }
    if (found.length > 0) await unit.forgetJobs(found)
    for (const sid of found) await enqueueMediaRemoval(account, sid, unit)
    return found
  })
  for (const sid of removed) running.stop(sid)
  if (removed.length > 0) wake('media-removal')
  return removed
}

/** Removes a recording; transcripts made of it keep their own copy.
 * @returns false when there was none */
export async function removeRecording(
  account: AccountSid,
  sid: RecordingSid,
  { unitOfWork, wake }: Pick<RemovalDeps, 'unitOfWork' | 'wake'>,
): Promise<boolean> {
  const removed = await unitOfWork(async (unit) => {
    const found = await unit.recordings.remove(account, sid)
    if (found) await enqueueMediaRemoval(account, sid, unit)
    return found !== null
  })
  if (removed) wake('media-removal')
  return removed
}

async function enqueueMediaRemoval(account: AccountSid, owner: TranscriptSid | RecordingSid, unit: Unit) {
  await unit.enqueue({
    name: 'media-removal',
    data: { prefix: `media/${account}/${owner}` },
    group: account,
  })
}
