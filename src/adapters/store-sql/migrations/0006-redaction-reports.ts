// Reports of redactions.
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Creates the table of reports; they go with their transcript. */
export const redactionReports: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`create table redaction_reports (
      transcript_sid text collate "C" primary key references transcripts (sid) on delete cascade,
      report jsonb not null
    )`.execute(database)
  },
}
