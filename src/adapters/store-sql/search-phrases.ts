// Phrases word by word. The index leaves out words that say nothing in their language, so it takes "speak to a manager"
// for "speak with the manager"; here the text itself is compared.
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { PhraseWord } from './search-glance.ts'
import type { Term } from './search-terms.ts'

type Sql<T> = RawBuilder<T>

/** The words of `phrase` in order as a JSON array of {@link PhraseWord}. */
export function wordsOf(configuration: Sql<string>, phrase: string): Sql<PhraseWord[]> {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('word', written.lexeme, 'stem', known.lexeme)
      order by written.place), '[]')
    from ${placed(sql`'simple'`, phrase)} written left join ${placed(configuration, phrase)} known using (place))`
}

/** Whether `body` is what one of the alternatives asks for, its phrases word by word; words count in any form. */
export function holdsExactly(
  alternatives: readonly Term[][],
  { body, configuration }: { body: Sql<string>; configuration: Sql<string> },
): Sql<SqlBool> {
  const ways = alternatives.map((terms) => {
    const parts = terms.map(({ text, isPhrase, isExcluded }) => {
      const query = isPhrase
        ? exactPhrase(configuration, text)
        : sql`websearch_to_tsquery(${configuration}, ${text})`
      const vector = isPhrase ? sql`exact.words` : sql`exact.stems`
      return { query, holds: isExcluded ? sql`not ${vector} @@ q.one` : sql`${vector} @@ q.one` }
    })
    // A term of nothing but words that do not count neither finds nor excludes anything.
    return sql`(select bool_and(t.holds) filter (where t.counts) from (${sql.join(
      parts.map(
        ({ query, holds }) =>
          sql`select numnode(q.one) > 0 as counts, ${holds} as holds from (select ${query} as one) q`,
      ),
      sql` union all `,
    )}) t)`
  })
  return sql<SqlBool>`(select coalesce(${sql.join(ways, sql`, false) or coalesce(`)}, false)
    from (select to_tsvector(${configuration}, ${body}) as stems, ${allWords(configuration, body)} as words) exact)`
}

/** Every word of `body` twice at its place: as it was written, behind "=", and as the index knows it. */
function allWords(configuration: Sql<string>, body: Sql<string>) {
  return sql`(select coalesce(string_agg(${quoted(sql`lexeme`)} || ':' || array_to_string(positions, ','), ' '), '')::tsvector
    from (select '=' || lexeme as lexeme, positions from unnest(to_tsvector('simple', ${body}))
      union all select lexeme, positions from unnest(to_tsvector(${configuration}, ${body}))) both_ways)`
}

/** The phrase over {@link allWords}: words that the index knows in any form, others as they are written. */
function exactPhrase(configuration: Sql<string>, phrase: string) {
  const word = sql`coalesce(known.lexeme, '=' || written.lexeme)`
  return sql`(select coalesce(string_agg(${quoted(word)}, ' <-> ' order by written.place), '')::tsquery
    from ${placed(sql`'simple'`, phrase)} written left join ${placed(configuration, phrase)} known using (place))`
}

function placed(configuration: Sql<string>, phrase: string) {
  return sql`(select lexeme, place from unnest(to_tsvector(${configuration}, ${phrase})) one, unnest(one.positions) place)`
}

/** As a lexeme within the text of a tsvector or tsquery. */
function quoted(lexeme: Sql<unknown>) {
  return sql`'''' || replace(replace(${lexeme}, '\\', '\\\\'), '''', '''''') || ''''`
}
