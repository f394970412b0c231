// Which voice of a channel a sentence is.
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Adds the number of the voice to sentences, null where voices were not told apart. */
export const speakers: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`alter table sentences add column speaker integer`.execute(database)
  },
}
