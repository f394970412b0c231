// The log of attempts to call webhooks.
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // No reference to transcripts: whoever deletes a transcript in answer to its webhook still finds the attempt.
  sql`create table webhook_deliveries (
    sid text collate "C" primary key,
    account_sid text collate "C" not null,
    transcript_sid text collate "C" not null,
    token text collate "C" not null,
    url text not null,
    method text not null,
    attempt integer not null,
    status integer,
    code integer,
    date_created timestamptz(3) not null
  )`,
  sql`create index webhook_deliveries_newest on webhook_deliveries (account_sid, date_created desc, sid desc)`,
  sql`create index webhook_deliveries_of_transcript on webhook_deliveries (transcript_sid)`,
]

/** Creates the delivery log. */
export const webhookDeliveries: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await statement.execute(database)
  },
}
