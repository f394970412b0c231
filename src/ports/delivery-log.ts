// Attempts to call webhooks as stored rows, scoped to one account.
import type { Page, PageRequest } from '../domain/page.ts'
import type { AccountSid } from '../domain/sid.ts'
import type { WebhookDelivery } from '../domain/webhook-delivery.ts'

/** Keeps and lists attempts; they are never changed, and outlive their transcript. */
export interface DeliveryLog {
  insert(delivery: WebhookDelivery): Promise<void>
  /** Newest first. */
  list(account: AccountSid, page: PageRequest): Promise<Page<WebhookDelivery>>
}
