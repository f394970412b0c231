// The statements of the search. Two ways lead to the newest hits: through the newest transcripts, which is quick for
// what is said often, and through the index of words, which is quick for what is said seldom.
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AccountSid, SentenceSid, ServiceSid, TranscriptSid } from '../../domain/sid.ts'
import type { SearchFilter, SearchView, SentenceQuery } from '../../ports/sentence-search.ts'
import { holdsExactly } from './search-phrases.ts'
import type { ExactQuery } from './search-query.ts'
import { sqlBuilder } from './sql.ts'
import { matches } from './transcript-filter.ts'

/** Where a search goes on. `index` is that of the last sentence seen; null when its transcript was read to the end. */
export interface Place {
  createdMs: number
  sid: string
  index: number | null
}

/** Everything that holds for all statements of one search. */
export interface Search extends Omit<SentenceQuery, 'text'> {
  account: AccountSid
  /** Text of a tsquery. */
  query: string
  /** What sentences are to be compared with besides; null when the query says it all. */
  exactly: ExactQuery | null
  /** Towards older transcripts, or back. */
  backwards: boolean
}

/** The key of a hit. */
export interface Hit {
  transcript_sid: TranscriptSid
  sentence_index: number
  date_created: Date
}

/** The transcripts that may hold hits, from `place` on, with their length in seconds. */
export function nextTranscripts(search: Search, place: Place | null, limit: number) {
  const order = search.backwards ? 'asc' : 'desc'
  return candidates(search, place)
    .select(['sid', 'date_created', 'duration_s'])
    .orderBy('date_created', order)
    .orderBy('sid', order)
    .limit(limit)
}

function candidates({ account, view, filter, backwards }: Search, place: Place | null) {
  const { customerKey } = filter
  return sqlBuilder
    .selectFrom('transcripts')
    .where('account_sid', '=', account)
    .where('status', '=', 'completed')
    .where((eb) => eb.and(matches(eb, filter)))
    .$if(view === 'only-redacted', (select) => select.where('redaction', '=', true))
    .$if(customerKey !== undefined, (select) => select.where('customer_key', '=', customerKey!))
    .$if(place !== null, (select) => select.where(beyond(place!, backwards)))
}

function beyond({ createdMs, sid, index }: Place, backwards: boolean) {
  const sign = sql.raw(`${backwards ? '>' : '<'}${index === null ? '' : '='}`)
  return sql<SqlBool>`(date_created, sid) ${sign} (${new Date(createdMs)}::timestamptz(3), ${sid}::text)`
}

/** The first hits in these transcripts, which are in order. `from`: the index that those of the first must be beyond.
 * The conditions are put so that no index of words can serve them, and every transcript is looked through by itself,
 * and found by its key: the embedded database keeps no statistics from which to see that this is the way. */
export function hitsWithin(
  search: Search,
  { sids, from, limit }: { sids: readonly string[]; from: number | null; limit: number },
): RawBuilder<Omit<Hit, 'date_created'>> {
  const order = sql.raw(search.backwards ? 'desc' : 'asc')
  const sign = sql.raw(search.backwards ? '<' : '>')
  const start = from === null ? sql`` : sql`and (place.n > 1 or sentence_index ${sign} ${from})`
  return sql`
    select place.sid as transcript_sid, hit.sentence_index
    from unnest(${sids}::text[]) with ordinality as place (sid, n)
      cross join lateral (select channel, redaction, language_code from transcripts where sid = place.sid offset 0) transcripts
      cross join lateral (
        select sentence_index from sentence_search
        where transcript_sid = place.sid and ${isHit(search)} and ${isSpokenBy(search.filter)} ${start}
          and ${isMeant(search, sql`sentence_search`)}
        order by sentence_index ${order} limit ${limit}
      ) hit
    order by place.n, hit.sentence_index ${order} limit ${limit}`
}

function isHit({ view, query }: Search) {
  const asked = sql`${query}::tsquery`
  if (view === 'spoken') return sql`spoken @@ ${asked}`
  const other = view === 'redacted' ? sql`spoken @@ ${asked}` : sql`false`
  return sql`case when redacted is null then ${other} else redacted @@ ${asked} end`
}

/** Of sentences that the index takes for hits: whether they are. `found` has their key; their transcript is in reach.
 * A value, not a condition: as one it would become a join, and the text of every sentence of the transcripts be read. */
function isMeant({ exactly, view }: Search, found: RawBuilder<unknown>) {
  if (exactly === null) return sql`true`
  const body = bodyIn(view, sql`transcripts`)
  const configuration = sql<string>`search_configuration(transcripts.language_code)`
  const glances = exactly.glances.map((pattern) => sql`lower(${body}) ~ ${pattern} and `)
  return sql`(select ${sql.join(glances, sql``)}${holdsExactly(exactly.alternatives, { body, configuration })}
    from sentences one
    where one.transcript_sid = ${found}.transcript_sid and one.sentence_index = ${found}.sentence_index)`
}

/** The text of the sentence `one` that a view shows. */
function bodyIn(view: SearchView, transcript: RawBuilder<unknown>): RawBuilder<string> {
  if (view === 'spoken') return sql`one.transcript`
  return sql`case when ${transcript}.redaction then coalesce(one.redacted ->> 'text', '') else one.transcript end`
}

function isSpokenBy({ channel, speaker }: SearchFilter) {
  const onChannel = channel === undefined ? sql`true` : sql`media_channel = ${channel}`
  if (speaker === undefined) return onChannel
  const role = sql`transcripts.channel #>> array['participants', (media_channel - 1)::text, 'role']`
  return sql`${onChannel} and lower(${role}) = lower(${speaker})`
}

/** The first hits from `place` on, found through the index of words. Its hits are collected first: with a limit in
 * sight the planner would rather go through all transcripts. Then they are put in order, so that no more are compared
 * than the page takes. */
export function hitsByWord(search: Search, place: Place | null, limit: number): RawBuilder<Hit> {
  const order = sql.raw(search.backwards ? 'asc' : 'desc')
  const within = sql.raw(search.backwards ? 'desc' : 'asc')
  const transcript = candidates(search, place)
    .select(['sid', 'date_created', 'channel', 'redaction', 'language_code'])
    .where(sql<SqlBool>`sid = one.transcript_sid`)
    .offset(0)
  return sql`
    with hit as materialized (
      select transcript_sid, sentence_index, media_channel from sentence_search
      where ${isIndexed(search.view, search.query)}
    ), whole as materialized (
      select found.* from (select distinct transcript_sid from hit) one cross join lateral ${transcript} found
    )
    select transcript_sid, sentence_index, date_created
    from (select hit.transcript_sid, hit.sentence_index, transcripts.*
      from hit join whole transcripts on transcripts.sid = hit.transcript_sid
      where ${isSpokenBy(search.filter)}
      order by transcripts.date_created ${order}, transcripts.sid ${order}, hit.sentence_index ${within}
      offset 0) transcripts
    where ${isMeant(search, sql`transcripts`)} limit ${limit}`
}

/** As {@link isHit}, in the words of the indexes. */
function isIndexed(view: SearchView, query: string) {
  const asked = sql`${query}::tsquery`
  const open = sql`redacted is null and spoken @@ ${asked}`
  const redacted = sql`redacted is not null and redacted @@ ${asked}`
  if (view === 'only-redacted') return redacted
  const rest = view === 'redacted' ? redacted : sql`redacted is not null and spoken @@ ${asked}`
  return sql`(${open}) or (${rest})`
}

/** Private characters around hits, of which none is left in the text itself; and one for the `<` in it, without which
 * PostgreSQL would take words for tags and drop them. */
export const marks = { start: '\ue000', stop: '\ue001', less: '\ue002' } as const

/** What is shown of a hit. */
export interface ShownHit extends Hit {
  service_sid: ServiceSid
  sid: SentenceSid
  media_channel: number
  role: string | null
  speaker: number | null
  customer_key: string | null
  start_ms: number
  end_ms: number
  snippet: string
}

/** Hits as they are shown, those that are gone by now left out. Words that must not be there are not marked. */
export function showHits(view: SearchView, text: string, hits: readonly Hit[]): RawBuilder<ShownHit> {
  const body = bodyIn(view, sql`whole`)
  const options = `StartSel=${marks.start}, StopSel=${marks.stop}, MinWords=20, MaxWords=40`
  return sql`
    select one.transcript_sid, one.sentence_index, whole.date_created, whole.service_sid, one.sid, one.media_channel,
      whole.channel #>> array['participants', (one.media_channel - 1)::text, 'role'] as role, one.speaker,
      whole.customer_key, one.start_ms, one.end_ms,
      ts_headline(search_configuration(whole.language_code), translate(${body}, ${`<${marks.start}${marks.stop}`}, ${marks.less}),
        coalesce(nullif(querytree(websearch_to_tsquery(search_configuration(whole.language_code), ${text})), 'T'), '')::tsquery,
        ${options}) as snippet
    from unnest(${hits.map(({ transcript_sid }) => transcript_sid)}::text[],
      ${hits.map(({ sentence_index }) => sentence_index)}::integer[]) with ordinality as hit (transcript_sid, sentence_index, n)
      join sentences one using (transcript_sid, sentence_index)
      join transcripts whole on whole.sid = one.transcript_sid
    order by hit.n`
}
