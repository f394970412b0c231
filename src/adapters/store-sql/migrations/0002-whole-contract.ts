// Accounts and keys, recordings, operators with their results, public keys, and what encryption and redaction
// add to transcripts.
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

// json where the order of keys counts, which jsonb does not keep: answers come in the order of their schema.
const statements = [
  // Secrets: `*_hash` can only be compared, `*_sealed` is encrypted under the key of the installation.
  sql`create table accounts (
    sid text collate "C" primary key,
    friendly_name text not null,
    token_hash text collate "C" not null,
    token_sealed text not null,
    previous_token_hash text collate "C",
    previous_until timestamptz(3),
    date_created timestamptz(3) not null,
    date_updated timestamptz(3) not null
  )`,
  sql`create table api_keys (
    sid text collate "C" primary key,
    account_sid text collate "C" not null references accounts (sid) on delete cascade,
    friendly_name text not null,
    scope text not null,
    secret_hash text collate "C" not null,
    previous_secret_hash text collate "C",
    previous_until timestamptz(3),
    date_created timestamptz(3) not null,
    date_updated timestamptz(3) not null
  )`,
  sql`create index api_keys_newest on api_keys (account_sid, date_created desc, sid desc)`,
  sql`create table public_keys (
    sid text collate "C" primary key,
    account_sid text collate "C" not null,
    friendly_name text not null,
    pem text not null,
    date_created timestamptz(3) not null,
    date_updated timestamptz(3) not null
  )`,
  sql`create index public_keys_newest on public_keys (account_sid, date_created desc, sid desc)`,
  sql`create table recordings (
    sid text collate "C" primary key,
    account_sid text collate "C" not null,
    call_sid text collate "C",
    channels integer not null,
    duration_ms double precision not null,
    media jsonb not null,
    start_time timestamptz(3) not null,
    date_created timestamptz(3) not null,
    date_updated timestamptz(3) not null
  )`,
  sql`create index recordings_newest on recordings (account_sid, date_created desc, sid desc)`,
  sql`create table operators (
    sid text collate "C" primary key,
    account_sid text collate "C" not null,
    friendly_name text not null,
    operator_type text not null,
    version integer not null,
    availability text not null,
    config json not null,
    date_created timestamptz(3) not null,
    date_updated timestamptz(3) not null
  )`,
  sql`create index operators_newest on operators (account_sid, date_created desc, sid desc)`,
  // No reference to operators: pre-built ones have no row. `position` is the order of attachment.
  sql`create table operator_attachments (
    service_sid text collate "C" not null references services (sid) on delete cascade,
    operator_sid text collate "C" not null,
    position bigint generated always as identity,
    primary key (service_sid, operator_sid)
  )`,
  sql`create index operator_attachments_of_operator on operator_attachments (operator_sid)`,
  // The operators as they were attached at create: changes made later do not touch a transcript.
  sql`alter table transcripts add column operators json not null default '[]'`,
  sql`alter table transcripts add column redacted_media jsonb`,
  sql`create table operator_results (
    transcript_sid text collate "C" not null references transcripts (sid) on delete cascade,
    position integer not null,
    operator_sid text collate "C" not null,
    name text not null,
    outcome json not null,
    redacted json,
    primary key (transcript_sid, position),
    unique (transcript_sid, operator_sid)
  )`,
  sql`alter table sentences add column redacted jsonb`,
  // Ciphertexts of transcripts that are encrypted for their owner; they have no other sentences or results.
  sql`create table encrypted_documents (
    transcript_sid text collate "C" not null references transcripts (sid) on delete cascade,
    name text collate "C" not null,
    wrapped_key bytea not null,
    iv bytea not null,
    body bytea not null,
    primary key (transcript_sid, name)
  )`,
]

/** Creates what the rest of the contract needs. */
export const wholeContract: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await statement.execute(database)
  },
}
