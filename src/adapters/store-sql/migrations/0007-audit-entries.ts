// Who read what redaction would have hidden.
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // No reference to transcripts, recordings and keys: entries outlive what they are about.
  sql`create table audit_entries (
    sid text collate "C" primary key,
    account_sid text collate "C" not null references accounts (sid) on delete cascade,
    credential_sid text collate "C" not null,
    address text not null,
    transcript_sid text collate "C",
    recording_sid text collate "C",
    operation text not null,
    date_created timestamptz(3) not null
  )`,
  sql`create index audit_entries_newest on audit_entries (account_sid, date_created desc, sid desc)`,
  sql`create index audit_entries_of_transcript on audit_entries (account_sid, transcript_sid, date_created desc, sid desc)
    where transcript_sid is not null`,
  sql`create index audit_entries_oldest on audit_entries (date_created)`,
]

/** Creates the audit log. */
export const auditEntries: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await statement.execute(database)
  },
}
