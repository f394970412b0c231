// Keys of encrypted media, and the way from a customer to its transcripts.
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // Deleting an account makes its media unreadable.
  sql`create table media_keys (
    id text collate "C" primary key,
    account_sid text collate "C" not null references accounts (sid) on delete cascade,
    customer_key text,
    sealed text not null,
    date_created timestamptz(3) not null,
    unique nulls not distinct (account_sid, customer_key)
  )`,
  sql`create index transcripts_of_customer on transcripts (account_sid, customer_key)
    where customer_key is not null`,
]

/** Creates the keys of media. */
export const mediaKeys: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await statement.execute(database)
  },
}
