// Sessions of people at the viewer.
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // Deleting an account or a key ends its sessions.
  sql`create table sessions (
    token_hash text collate "C" primary key,
    kind text not null,
    account_sid text collate "C" not null references accounts (sid) on delete cascade,
    key_sid text collate "C" references api_keys (sid) on delete cascade,
    secret_hash text not null,
    expires timestamptz(3) not null
  )`,
  sql`create index sessions_by_expiry on sessions (expires)`,
]

/** Creates the sessions. */
export const sessions: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await statement.execute(database)
  },
}
