// What made a job lies beside its data, under a name of its own; workers that do not know it pass over it.
import type { NewJob } from '../../ports/queue.ts'
import type { Cause } from '../../ports/telemetry.ts'

/** The data of a job as it is stored. */
export function withCause({ data, cause }: NewJob): object {
  return cause ? { ...data, cause } : data
}

/** What made a stored job; empty when it does not say. */
export function causeOf(stored: object): { cause?: Cause } {
  const given = 'cause' in stored ? stored.cause : null
  if (typeof given !== 'object' || given === null) return {}
  const cause: Cause = {}
  if ('requestId' in given && typeof given.requestId === 'string') cause.requestId = given.requestId
  if ('traceParent' in given && typeof given.traceParent === 'string') cause.traceParent = given.traceParent
  return { cause }
}
