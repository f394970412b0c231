// Services, transcripts and sentences.
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

// timestamptz(3): JavaScript dates have milliseconds, a cursor made of one would skip rows with finer times.
// collate "C": sids are compared byte by byte, whatever the locale of the server.
const statements = [
  sql`create table services (
    sid text collate "C" primary key,
    account_sid text collate "C" not null,
    unique_name text collate "C" not null,
    friendly_name text,
    language_code text not null,
    auto_transcribe boolean not null,
    auto_redaction boolean not null,
    media_redaction boolean not null,
    webhook_url text,
    webhook_http_method text not null,
    encryption_credential_sid text,
    version integer not null,
    date_created timestamptz(3) not null,
    date_updated timestamptz(3) not null,
    unique (account_sid, unique_name)
  )`,
  sql`create index services_newest on services (account_sid, date_created desc, sid desc)`,
  sql`create table transcripts (
    sid text collate "C" primary key,
    account_sid text collate "C" not null,
    service_sid text collate "C" not null,
    status text not null,
    channel jsonb not null,
    source_sid text collate "C",
    language_code text not null,
    media_start_time timestamptz(3),
    duration_s integer not null,
    customer_key text,
    redaction boolean not null,
    media_redaction boolean not null,
    encryption_credential_sid text,
    media jsonb,
    transcribed boolean not null,
    diagnostics jsonb not null,
    date_created timestamptz(3) not null,
    date_updated timestamptz(3) not null
  )`,
  sql`create index transcripts_newest on transcripts (account_sid, date_created desc, sid desc)`,
  sql`create index transcripts_of_service on transcripts (service_sid, date_created desc, sid desc)`,
  sql`create index transcripts_of_source on transcripts (account_sid, source_sid) where source_sid is not null`,
  // One live transcript per recording and service (contract section 8).
  sql`create unique index transcripts_one_per_recording on transcripts (service_sid, source_sid)
    where source_sid is not null and status not in ('failed', 'canceled')`,
  sql`create table sentences (
    transcript_sid text collate "C" not null references transcripts (sid) on delete cascade,
    sentence_index integer not null,
    sid text collate "C" not null,
    media_channel integer not null,
    start_ms double precision not null,
    end_ms double precision not null,
    transcript text not null,
    confidence double precision not null,
    words jsonb not null,
    primary key (transcript_sid, sentence_index)
  )`,
]

/** Creates the first tables. */
export const firstTables: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await statement.execute(database)
  },
}
