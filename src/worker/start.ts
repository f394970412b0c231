// Claims jobs and gives each kind to its handler. Knows the pipeline, not HTTP.
import type { Notifier } from '../ports/notifier.ts'
import { handleGivenUp } from './abandoned-jobs.ts'
import { createFairTurns } from './fair-turns.ts'
import { handleOperators } from './operator-jobs.ts'
import { handlePart } from './part-jobs.ts'
import { handleAccountRemoval, handleMediaRemoval } from './removal-jobs.ts'
import { handleAbandoned, handleTranscript, type WorkerDeps } from './transcript-jobs.ts'
import { handleWebhook } from './webhook-jobs.ts'

/** Only sockets, most of them of receivers that hang. */
const WEBHOOKS_AT_ONCE = 64
/** Reruns of operators: hardly any computing, but waiting for language models. */
const RERUNS_AT_ONCE = 2

/** Starts claiming. `transcriptsAtOnce` recordings are worked on side by side; they share the recogniser. More may be
 * under way whose downloads are slow. */
export async function startWorker(
  deps: WorkerDeps & { notifier: Notifier },
  { transcriptsAtOnce }: { transcriptsAtOnce: number },
): Promise<void> {
  const { queue } = deps
  const turns = createFairTurns(transcriptsAtOnce)
  await queue.work('transcript', transcriptsAtOnce, handleTranscript({ ...deps, turns }))
  await queue.work('part', transcriptsAtOnce, handlePart(deps))
  await queue.work('transcript-abandoned', 1, handleAbandoned(deps))
  await queue.work('operators', RERUNS_AT_ONCE, handleOperators(deps))
  await queue.work('webhook', WEBHOOKS_AT_ONCE, handleWebhook(deps))
  await queue.work('abandoned', 1, handleGivenUp(deps))
  const removal = { ...deps, wake: queue.wake }
  await queue.work('media-removal', 1, handleMediaRemoval(removal))
  await queue.work('account-removal', 1, handleAccountRemoval(removal))
}
