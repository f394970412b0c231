// What removing by age needs, and attempts to call webhooks that go with their transcript.
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // Left behind by deletions before there was the reference.
  sql`delete from webhook_deliveries
    where not exists (select from transcripts where transcripts.sid = webhook_deliveries.transcript_sid)`,
  sql`alter table webhook_deliveries add foreign key (transcript_sid)
    references transcripts (sid) on delete cascade`,
  sql`create index transcripts_oldest on transcripts (date_created, sid)`,
  sql`create index recordings_oldest on recordings (date_created, sid)`,
]

/** Ties the delivery log to transcripts, and makes the oldest rows quick to find. */
export const removal: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await statement.execute(database)
  },
}
