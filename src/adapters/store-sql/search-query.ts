// What a user typed as PostgreSQL understands it, for the languages that an account has transcripts in.
import { sql } from 'kysely'
import type { AccountSid } from '../../domain/sid.ts'
import type { SqlSession } from '../../ports/db.ts'
import { glancesOf, type PhraseWord } from './search-glance.ts'
import { wordsOf } from './search-phrases.ts'
import { parseTerms, type Term, termsText } from './search-terms.ts'
import { rowsOf, sqlBuilder } from './sql.ts'

/** A question as it is put to the text of a sentence. */
export interface ExactQuery {
  alternatives: Term[][]
  /** Regular expressions that every sentence in lower case agrees with in which it can be found: a quick look before
   * the comparison. */
  glances: string[]
}

/** A question that something can match. */
export interface ReadQuery {
  /** Text of a tsquery. With `exactly` it finds more than was asked for. */
  query: string
  /** What to compare sentences with, where the index alone can not tell; else null. */
  exactly: ExactQuery | null
  /** The whole of it for marking what was found. */
  text: string
  /** Whether there is a language in which it has only words like "the". */
  isPartlyMeaningless: boolean
}

interface QueryInLanguage {
  strict: string
  loose: string
  scope: string
  phrases: PhraseWord[][]
  configuration: string
}

/** Reads `text` by the rules of each language, tied to the account and to sentences of that language.
 * @returns 'meaningless' when it has only words like "the"; null when there is nothing to look through */
export async function readQuery(
  session: SqlSession,
  account: AccountSid,
  text: string,
): Promise<ReadQuery | 'meaningless' | null> {
  const alternatives = parseTerms(text)
  const whole = termsText(alternatives)
  // Where a phrase must not be there, the index would leave out sentences with other words in its gaps.
  const loose = termsText(
    alternatives
      .map((terms) => terms.filter(({ isPhrase, isExcluded }) => !isPhrase || !isExcluded))
      .filter((terms) => terms.length > 0),
  )
  // Those that must be there first.
  const phrases = alternatives
    .flat()
    .filter(({ isPhrase }) => isPhrase)
    .toSorted((a, b) => Number(a.isExcluded) - Number(b.isExcluded))
  const configuration = sql<string>`search_configuration(language_code)`
  const words = phrases.map((one) => wordsOf(configuration, one.text))
  // Steps from one language to the next in the index, however many transcripts there are.
  const statement = sql<QueryInLanguage>`
    with recursive code as (
      (select language_code from transcripts where account_sid = ${account} order by language_code limit 1)
      union all
      (select (select language_code from transcripts
        where account_sid = ${account} and language_code > code.language_code order by language_code limit 1)
      from code where language_code is not null)
    )
    select distinct websearch_to_tsquery(${configuration}, ${whole})::text as strict,
      websearch_to_tsquery(${configuration}, ${loose})::text as loose,
      jsonb_build_array(${sql.join(words)}) as phrases,
      ${configuration}::text as configuration,
      quote_literal(search_scope(${account}, language_code)) as scope
    from code where language_code is not null`
  const rows = await rowsOf(session, { compile: () => statement.compile(sqlBuilder) })
  const isExact = rows.every((row) => row.phrases.flat().every(({ stem }) => stem !== null))
  const parts = rows
    .map((row) => ({ ...row, query: isExact ? row.strict : row.loose || row.strict }))
    .filter(({ query }) => query !== '')
    .map(({ query, scope }) => `(${query}) & ${scope}`)
  if (rows.length === 0) return null
  if (parts.length === 0) return 'meaningless'
  const demanded = phrases.filter(({ isExcluded }) => !isExcluded)
  const glances = () => {
    const [first = [], ...others] = rows.map((row) =>
      demanded.flatMap(({ text }, at) => glancesOf(text, row.phrases[at]!, row.configuration)),
    )
    // What one language leaves out, another one may take in any of its forms.
    return first.filter((one) => others.every((other) => other.includes(one)))
  }
  return {
    query: parts.join(' | '),
    exactly: isExact ? null : { alternatives, glances: alternatives.length > 1 ? [] : glances() },
    text: whole,
    isPartlyMeaningless: parts.length < rows.length,
  }
}
