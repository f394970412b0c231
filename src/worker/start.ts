// Claims jobs and gives each kind to its handler. Knows the pipeline, not HTTP.
import type { Notifier } from '../ports/notifier.ts'
import { handleOperators } from './operator-jobs.ts'
import { handlePart } from './part-jobs.ts'
import { handleAbandoned, handleTranscript, type WorkerDeps } from './transcript-jobs.ts'
import { handleWebhook } from './webhook-jobs.ts'

const WEBHOOKS_AT_ONCE = 8
/** Reruns of operators: hardly any computing, but waiting for language models. */
const RERUNS_AT_ONCE = 2

/** Starts claiming. `transcriptsAtOnce` recordings are under way side by side; they share the recogniser. */
export async function startWorker(
  deps: WorkerDeps & { notifier: Notifier },
  { transcriptsAtOnce }: { transcriptsAtOnce: number },
): Promise<void> {
  const { queue } = deps
  await queue.work('transcript', transcriptsAtOnce, handleTranscript(deps))
  await queue.work('part', transcriptsAtOnce, handlePart(deps))
  await queue.work('transcript-abandoned', 1, handleAbandoned(deps))
  await queue.work('operators', RERUNS_AT_ONCE, handleOperators(deps))
  await queue.work('webhook', WEBHOOKS_AT_ONCE, handleWebhook(deps))
  await queue.work('media-removal', 1, async ({ data }) => {
    for (const prefix of 'prefix' in data ? [data.prefix] : data.prefixes) {
      await deps.mediaStore.removeAll(prefix)
    }
  })
}
