// The log of webhook deliveries as the checks read it, and waiting for what happens by itself.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Json, Subject } from './subject.ts'

/** An attempt on the wire. */
export interface DeliveryBody {
  sid: string
  transcript_sid: string
  idempotency_token: string
  webhook_url: string
  method: string
  attempt: number
  status: number | null
  code: number | null
}

/** The attempts for a transcript, first one first. */
export async function deliveriesOf(subject: Subject, transcriptSid: string): Promise<DeliveryBody[]> {
  const found: DeliveryBody[] = []
  for (let url: string | null = '/x/v1/Webhooks?PageSize=1000'; url; ) {
    const { body }: { body: Json } = await subject.call('GET', url)
    found.push(...body.webhooks.filter((one: DeliveryBody) => one.transcript_sid === transcriptSid))
    url = body.meta.next_page_url
  }
  return found.sort((a, b) => a.attempt - b.attempt)
}

/** Waits until the log holds `count` attempts for a transcript; returns them. */
export async function loggedDeliveries(
  subject: Subject,
  transcriptSid: string,
  count: number,
): Promise<DeliveryBody[]> {
  for (;;) {
    const deliveries = await deliveriesOf(subject, transcriptSid)
    if (deliveries.length >= count) return deliveries
    await sleep(100)
  }
}

/** Waits until `condition` holds. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20)
}
