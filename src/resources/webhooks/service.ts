// Rules of the delivery log: which event is sent once more, and where to.
import { fault } from '../../domain/errors.ts'
import { type AccountSid, isSid } from '../../domain/sid.ts'
import type { WebhookDelivery } from '../../domain/webhook-delivery.ts'
import type { JobName } from '../../ports/queue.ts'
import type { Store, UnitOfWork } from '../../ports/unit-of-work.ts'

/** What replaying needs. */
export interface ReplayDeps {
  store: Store
  unitOfWork: UnitOfWork
  /** Tells the workers of this process that there is work. */
  wake(name: JobName): void
}

/** Queues the event of an attempt once more, under the token it has, for the address that its Service has now.
 * @returns the attempt; null when the account has none of that sid
 * @throws VerbatimError conflict when the transcript is gone, or its Service or the webhook of it */
export async function replayDelivery(
  account: AccountSid,
  sid: string,
  { unitOfWork, wake }: ReplayDeps,
): Promise<WebhookDelivery | null> {
  if (!isSid('delivery', sid)) return null
  const delivery = await unitOfWork(async ({ deliveries, transcripts, services, enqueue }) => {
    const found = await deliveries.find(account, sid)
    if (!found) return null
    const { transcriptSid, token } = found
    const transcript = await transcripts.find(account, transcriptSid)
    if (!transcript) throw fault('conflict', 'The transcript of this webhook was deleted')
    const service = await services.find(account, transcript.serviceSid)
    if (!service?.webhookUrl || service.webhookHttpMethod === 'NULL') {
      throw fault('conflict', 'The Service of this webhook is gone, or has no webhook any more')
    }
    const { webhookUrl: url, webhookHttpMethod: method } = service
    await enqueue({ name: 'webhook', data: { transcriptSid, url, method, token }, group: account })
    return found
  })
  if (delivery) wake('webhook')
  return delivery
}
