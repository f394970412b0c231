// Claims jobs and gives each kind to its handler. Knows the pipeline, not HTTP.
import { VerbatimError } from '../domain/errors.ts'
import { notifyWebhook } from '../pipeline/notify.ts'
import type { Notifier } from '../ports/notifier.ts'
import type { JobHandler } from '../ports/queue.ts'
import { handleAbandoned, handleTranscript, type WorkerDeps } from './transcript-jobs.ts'

const WEBHOOKS_AT_ONCE = 8

/** Starts claiming. `transcriptsAtOnce` recordings are under way side by side; they share the recogniser. */
export async function startWorker(
  deps: WorkerDeps & { notifier: Notifier },
  { transcriptsAtOnce }: { transcriptsAtOnce: number },
): Promise<void> {
  const { queue } = deps
  await queue.work('transcript', transcriptsAtOnce, handleTranscript(deps))
  await queue.work('transcript-abandoned', 1, handleAbandoned(deps))
  await queue.work('webhook', WEBHOOKS_AT_ONCE, handleWebhook(deps))
  await queue.work('media-removal', 1, async ({ data }) => {
    for (const prefix of 'prefix' in data ? [data.prefix] : data.prefixes) {
      await deps.mediaStore.removeAll(prefix)
    }
  })
}

/** A receiver's answer never changes the transcript: it only decides whether there is another try. */
function handleWebhook(deps: WorkerDeps & { notifier: Notifier }): JobHandler<'webhook'> {
  return async (job) => {
    const fields = { sid: job.data.transcriptSid, attempt: job.attempt }
    try {
      await notifyWebhook({ job: job.data, token: job.data.token ?? job.id, attempt: job.attempt }, deps)
      deps.log.info(fields, 'webhook delivered')
    } catch (error) {
      const known = error instanceof VerbatimError ? error : null
      deps.log.warn({ ...fields, code: known?.code, err: error }, 'webhook not delivered')
      if (known && !known.retryable) return
      throw error
    }
  }
}
