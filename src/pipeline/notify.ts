// Stage of its own job: a completed transcript in, its webhook called and every attempt written down.
import { sidFrom } from '../domain/sid.ts'
import { publicAddress } from '../domain/webhook-delivery.ts'
import type { Clock } from '../ports/clock.ts'
import type { Notifier } from '../ports/notifier.ts'
import type { ClaimedJob } from '../ports/queue.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import { requireHold } from './hold-job.ts'

/** What the stage needs. */
export interface NotifyDeps {
  unitOfWork: UnitOfWork
  notifier: Notifier
  clock: Clock
}

/** Calls the webhook of a completed transcript; does nothing when the transcript was deleted meanwhile. Of a transcript
 * that is deleted during the call nothing is written down, nor of a call by hands that have lost the job.
 * @throws VerbatimError webhookRefused, webhookTimedOut; LostLease; what the job's signal was aborted with */
export async function notifyWebhook(
  job: Omit<ClaimedJob<'webhook'>, 'last'>,
  { unitOfWork, notifier, clock }: NotifyDeps,
): Promise<void> {
  const { id, data, attempt, signal } = job
  const token = data.token ?? id
  const transcript = await unitOfWork(({ transcripts }) => transcripts.load(data.transcriptSid))
  if (transcript?.status !== 'completed') return
  const { url, method } = data
  const notification = { url, method, transcript, token, attempt, signal }
  await notifier.notify(notification, async ({ number, status, code }) => {
    await unitOfWork(async (unit) => {
      const written = await unit.deliveries.insert({
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
      })
      if (written) await requireHold({ name: 'webhook', id, attempt }, unit)
    })
  })
}
