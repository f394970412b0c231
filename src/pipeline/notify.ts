// Stage of its own job: a completed transcript in, its webhook called.

import type { Notifier } from '../ports/notifier.ts'
import type { JobData } from '../ports/queue.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'

/** Calls the webhook of a completed transcript; does nothing when the transcript was deleted meanwhile.
 * @throws VerbatimError webhookRefused, webhookTimedOut */
export async function notifyWebhook(
  { job, token }: { job: JobData['webhook']; token: string },
  deps: { unitOfWork: UnitOfWork; notifier: Notifier },
): Promise<void> {
  const transcript = await deps.unitOfWork(({ transcripts }) => transcripts.load(job.transcriptSid))
  if (transcript?.status !== 'completed') return
  await deps.notifier.notify({ url: job.url, method: job.method, transcript, token })
}
