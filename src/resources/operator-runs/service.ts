// Rules of running operators on a transcript that is there already.
import { fault } from '../../domain/errors.ts'
import { customOperatorSids } from '../../domain/new-transcript.ts'
import { preBuiltOperators } from '../../domain/operator-catalogue.ts'
import { isSid, type OperatorSid } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import type { JobName } from '../../ports/queue.ts'
import type { Unit, UnitOfWork } from '../../ports/unit-of-work.ts'

/** What running operators needs. */
export interface OperatorRunsDeps {
  unitOfWork: UnitOfWork
  /** Tells the workers of this process that there is work. */
  wake(name: JobName): void
}

/** Queues a run of operators over a completed transcript.
 * @param wanted sids as sent; none = those that are attached to its Service now
 * @returns the operators in the order they will run
 * @throws VerbatimError conflict, notFound, invalidSid */
export async function runOperators(
  transcript: Transcript,
  wanted: readonly string[],
  { unitOfWork, wake }: OperatorRunsDeps,
): Promise<OperatorSid[]> {
  if (transcript.status !== 'completed') {
    throw fault('conflict', `The transcript is ${transcript.status}; operators run on completed ones`)
  }
  if (transcript.encryptionCredentialSid) {
    throw fault('conflict', 'The transcript is encrypted for its owner, so no operator can read it')
  }
  const sids = await unitOfWork(async (unit) => {
    const operatorSids = wanted.length > 0 ? wanted.map(toSid) : await attachedSids(transcript, unit)
    const unique = [...new Set(operatorSids)]
    await checkKnown(transcript, unique, unit)
    const { sid: transcriptSid, accountSid: group } = transcript
    await unit.enqueue({ name: 'operators', data: { transcriptSid, operatorSids: unique }, group })
    return unique
  })
  wake('operators')
  return sids
}

function toSid(text: string): OperatorSid {
  if (!isSid('operator', text)) throw fault('invalidSid', 'OperatorSid must be LY and 32 hex digits')
  return text
}

async function attachedSids(
  { accountSid, serviceSid }: Transcript,
  { services }: Unit,
): Promise<OperatorSid[]> {
  const service = await services.find(accountSid, serviceSid)
  if (!service) throw fault('conflict', 'The Service of the transcript is gone; name the operators')
  if (service.operatorSids.length === 0) {
    throw fault('conflict', 'No operator is attached to the Service of the transcript; name the operators')
  }
  return service.operatorSids
}

/** @throws VerbatimError notFound naming the first that the account does not have */
async function checkKnown({ accountSid }: Transcript, sids: readonly OperatorSid[], { operators }: Unit) {
  const custom = await operators.findAll(accountSid, customOperatorSids({ operatorSids: sids }))
  const known = new Set([...preBuiltOperators, ...custom].map(({ sid }) => sid))
  const unknown = sids.find((sid) => !known.has(sid))
  if (unknown) throw fault('notFound', `The operator ${unknown} was not found`)
}
