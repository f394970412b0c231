// The log of webhook deliveries in SQL.
import { type Selectable, sql } from 'kysely'
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
      return (await rowsOf(session, insertion(delivery))).length === 1
    },
    async find(account, sid) {
      const [row] = await rowsOf(
        session,
        deliveries.where('account_sid', '=', account).where('sid', '=', sid),
      )
      return row ? fromRow(row) : null
    },
    async list(account, { transcriptSid }, page) {
      const own = deliveries.where('account_sid', '=', account)
      const wanted = transcriptSid === undefined ? own : own.where('transcript_sid', '=', transcriptSid)
      return mapPage(await newestFirst(session, wanted, page), fromRow)
    },
  }
}

/** Inserts nothing where the transcript is gone. The lock makes a deletion under way and this statement wait for each
 * other. */
function insertion(delivery: WebhookDelivery) {
  const row = toRow(delivery)
  const columns = Object.keys(row) as (keyof typeof row)[]
  return sqlBuilder
    .insertInto('webhook_deliveries')
    .columns(columns)
    .expression(
      sqlBuilder
        .selectFrom('transcripts')
        .select(columns.map((name) => sql`${row[name]}`.as(name)))
        .where('sid', '=', delivery.transcriptSid)
        .forKeyShare(),
    )
    .returning('sid')
}

function toRow(delivery: WebhookDelivery): Selectable<WebhookDeliveryTable> {
  const { accountSid, transcriptSid, dateCreated, ...same } = delivery
  return { ...same, account_sid: accountSid, transcript_sid: transcriptSid, date_created: dateCreated }
}

function fromRow(row: Selectable<WebhookDeliveryTable>): WebhookDelivery {
  const { account_sid: accountSid, transcript_sid: transcriptSid, date_created: dateCreated, ...same } = row
  return { ...same, accountSid, transcriptSid, dateCreated }
}
