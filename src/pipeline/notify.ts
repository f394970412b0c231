// Stage of its own job: a completed transcript in, its webhook called and every attempt written down.
import { sidFrom } from '../domain/sid.ts'
import { publicAddress } from '../domain/webhook-delivery.ts'
import type { Clock } from '../ports/clock.ts'
import type { Notifier } from '../ports/notifier.ts'
import type { JobData } from '../ports/queue.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'

/** Calls the webhook of a completed transcript; does nothing when the transcript was deleted meanwhile. Of a transcript
 * that is deleted during the call nothing is written down.
 * @param call.attempt number of the job's attempt, from 1
 * @throws VerbatimError webhookRefused, webhookTimedOut */
export async function notifyWebhook(
  { job, token, attempt }: { job: JobData['webhook']; token: string; attempt: number },
  { unitOfWork, notifier, clock }: { unitOfWork: UnitOfWork; notifier: Notifier; clock: Clock },
): Promise<void> {
  const transcript = await unitOfWork(({ transcripts }) => transcripts.load(job.transcriptSid))
  if (transcript?.status !== 'completed') return
  const { url, method } = job
  await notifier.notify({ url, method, transcript, token, attempt }, async ({ number, status, code }) => {
    await unitOfWork(({ deliveries }) =>
      deliveries.insert({
        sid: sidFrom('delivery', clock.randomHex()),
        accountSid: transcript.accountSid,
        transcriptSid: transcript.sid,
        token,
        url: publicAddress(url),
        method,
        attempt: number,
        status,
        code,
        dateCreated: clock.now(),
      }),
    )
  })
}
