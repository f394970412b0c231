// What several machines on one database need to know of each other.
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // Fences off a run whose lease was lost.
  sql`alter table transcripts add column run integer not null default 0`,
  // Parts of a long recording, each recognised by whoever is free. The plan names how it was cut.
  sql`create table transcript_parts (
    transcript_sid text collate "C" not null references transcripts (sid) on delete cascade,
    plan text collate "C" not null,
    part integer not null,
    work jsonb not null,
    heard jsonb,
    primary key (transcript_sid, plan, part)
  )`,
  // Columns as rate-limiter-flexible wants them. It is worth nothing after a crash, so it is in no log.
  sql`create unlogged table rate_limits (
    key varchar(255) primary key,
    points integer not null default 0,
    expire bigint
  )`,
  // Facts about the whole installation, by name.
  sql`create table installation (
    name text collate "C" primary key,
    value text not null
  )`,
]

/** Numbers runs, and creates parts, rate limits and facts about the installation. */
export const severalMachines: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await statement.execute(database)
  },
}
