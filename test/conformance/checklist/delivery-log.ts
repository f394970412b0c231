// The log of webhook deliveries as the checks read it, and waiting for what happens by itself.
import { eventually } from '../../../src/testing/eventually.ts'
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
  let deliveries: DeliveryBody[] = []
  const isLogged = async () => {
    deliveries = await deliveriesOf(subject, transcriptSid)
    return deliveries.length >= count
  }
  await eventually(isLogged, () => `${count} attempts are logged, not ${deliveries.length}`, { everyMs: 100 })
  return deliveries
}

/** Waits until the webhook of a transcript was given up, which is noted after the last attempt was logged. */
export async function givenUp(subject: Subject, transcriptSid: string): Promise<void> {
  const isNoted = async () => {
    const { body } = await subject.call('GET', `/x/v1/Transcripts/${transcriptSid}/Diagnostics`)
    return body.warnings.some(({ code }: { code: string }) => code === 'webhook-undelivered')
  }
  await eventually(isNoted, 'the webhook is given up', { everyMs: 100 })
}

/** Waits until `condition` holds. */
export async function until(condition: () => boolean): Promise<void> {
  await eventually(condition, String(condition), { everyMs: 20 })
}
