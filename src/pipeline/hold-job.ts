// Fencing: what a job is about to write counts only while the job is in the hands that write it.
import type { Claim } from '../ports/queue.ts'
import { LostLease } from '../ports/running-work.ts'
import type { Unit } from '../ports/unit-of-work.ts'

/** Call last in a transaction, so that it undoes all that was written. Without a claim nothing is looked up.
 * @throws LostLease when another has the job by now, or nobody */
export async function requireHold(
  claim: Claim | undefined,
  { holdJob }: Pick<Unit, 'holdJob'>,
): Promise<void> {
  if (claim && !(await holdJob(claim))) throw new LostLease()
}
