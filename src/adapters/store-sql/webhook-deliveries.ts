// The log of webhook deliveries in SQL.
import type { Selectable } from 'kysely'
import type { WebhookDelivery } from '../../domain/webhook-delivery.ts'
import type { SqlSession } from '../../ports/db.ts'
import type { DeliveryLog } from '../../ports/delivery-log.ts'
import { mapPage, newestFirst } from './keyset.ts'
import { rowsOf, sqlBuilder } from './sql.ts'
import type { WebhookDeliveryTable } from './tables.ts'

/** The delivery log on `session`. */
export function createDeliveryLog(session: SqlSession): DeliveryLog {
  const deliveries = sqlBuilder.selectFrom('webhook_deliveries').selectAll()
  return {
    async insert(delivery) {
      await rowsOf(session, sqlBuilder.insertInto('webhook_deliveries').values(toRow(delivery)))
    },
    async list(account, page) {
      const own = deliveries.where('account_sid', '=', account)
      return mapPage(await newestFirst(session, own, page), fromRow)
    },
  }
}

function toRow(delivery: WebhookDelivery): Selectable<WebhookDeliveryTable> {
  const { accountSid, transcriptSid, dateCreated, ...same } = delivery
  return { ...same, account_sid: accountSid, transcript_sid: transcriptSid, date_created: dateCreated }
}

function fromRow(row: Selectable<WebhookDeliveryTable>): WebhookDelivery {
  const { account_sid: accountSid, transcript_sid: transcriptSid, date_created: dateCreated, ...same } = row
  return { ...same, accountSid, transcriptSid, dateCreated }
}
