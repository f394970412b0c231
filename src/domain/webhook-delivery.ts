// One attempt to call a webhook, as it is kept for people who wonder where their event went.
import type { AccountSid, DeliverySid, TranscriptSid } from './sid.ts'

/** What an attempt came to. `number` counts over all attempts of one event from 1; `status` is the receiver's answer,
 * null when none came; `code` says what was wrong (95200, 95201), null when the event was delivered. */
export interface DeliveryAttempt {
  number: number
  status: number | null
  code: number | null
}

/** An attempt with its circumstances. `token` is the same for all attempts of one event; `url` has lost everything
 * that may be secret, see {@link publicAddress}. */
export interface WebhookDelivery {
  sid: DeliverySid
  accountSid: AccountSid
  transcriptSid: TranscriptSid
  token: string
  url: string
  method: 'GET' | 'POST'
  attempt: number
  status: number | null
  code: number | null
  dateCreated: Date
}

/** The address without user, password, query and fragment. */
export function publicAddress(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}
