// Attempts to call webhooks as stored rows, scoped to one account.
import type { Page, PageRequest } from '../domain/page.ts'
import type { AccountSid, DeliverySid, TranscriptSid } from '../domain/sid.ts'
import type { WebhookDelivery } from '../domain/webhook-delivery.ts'

/** Filter of the list. */
export interface DeliveryFilter {
  transcriptSid?: TranscriptSid
}

/** Keeps and lists attempts; they are never changed, and go with their transcript. */
export interface DeliveryLog {
  /** Writes an attempt down, unless its transcript was deleted meanwhile.
   * @returns false when it was */
  insert(delivery: WebhookDelivery): Promise<boolean>
  find(account: AccountSid, sid: DeliverySid): Promise<WebhookDelivery | null>
  /** Newest first. */
  list(account: AccountSid, filter: DeliveryFilter, page: PageRequest): Promise<Page<WebhookDelivery>>
}
