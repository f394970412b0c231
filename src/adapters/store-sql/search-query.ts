// What a user typed as PostgreSQL understands it, for the languages that an account has transcripts in.
import { sql } from 'kysely'
import type { AccountSid } from '../../domain/sid.ts'
import type { SqlSession } from '../../ports/db.ts'
import { rowsOf, sqlBuilder } from './sql.ts'

/** Reads `text` by the rules of each language, tied to the account and to sentences of that language.
 * @returns the text of a tsquery; null when nothing can match (only words like "the") */
export async function readQuery(
  session: SqlSession,
  account: AccountSid,
  text: string,
): Promise<string | null> {
  // Steps from one language to the next in the index, however many transcripts there are.
  const statement = sql<{ query: string; scope: string }>`
    with recursive code as (
      (select language_code from transcripts where account_sid = ${account} order by language_code limit 1)
      union all
      select (select language_code from transcripts
        where account_sid = ${account} and language_code > code.language_code order by language_code limit 1)
      from code where language_code is not null
    )
    select distinct websearch_to_tsquery(search_configuration(language_code), ${text})::text as query,
      quote_literal(search_scope(${account}, language_code)) as scope
    from code where language_code is not null`
  const rows = await rowsOf(session, { compile: () => statement.compile(sqlBuilder) })
  const parts = rows.filter(({ query }) => query !== '').map(({ query, scope }) => `(${query}) & ${scope}`)
  return parts.length > 0 ? parts.join(' | ') : null
}
