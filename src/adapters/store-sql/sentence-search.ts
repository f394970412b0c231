// The full text search in SQL.
import type { Compilable, RawBuilder } from 'kysely'
import { type PageRequest, toPage } from '../../domain/page.ts'
import type { SqlSession } from '../../ports/db.ts'
import type { FoundSentence, SentenceSearch, SnippetPart } from '../../ports/sentence-search.ts'
import { readQuery } from './search-query.ts'
import {
  type Hit,
  hitsByWord,
  hitsWithin,
  marks,
  nextTranscripts,
  type Place,
  type Search,
  type ShownHit,
  showHits,
} from './search-statements.ts'
import { rowsOf, sqlBuilder } from './sql.ts'

/** How far the newest transcripts are looked through before the index of words is asked. Whatever one sentence in two
 * hundred says is found on the way; going it in vain costs no more than a few thousand entries of the index. The last
 * stretch is only gone when such a share of the page was found before it, so that it is likely to bring the rest. */
const STRETCHES = [
  { transcripts: 16, seconds: 3_000, foundBefore: 0 },
  { transcripts: 240, seconds: 40_000, foundBefore: 0 },
  { transcripts: 640, seconds: 100_000, foundBefore: 0.3 },
]

/** The search on `session`. */
export function createSentenceSearch(session: SqlSession): SentenceSearch {
  return {
    async find(account, { text, view, filter }, page) {
      const read = await readQuery(session, account, text)
      if (read === null || read === 'meaningless')
        return { items: [], previous: null, next: null, meaningless: read !== null }
      const backwards = page.cursor?.direction === 'previous'
      const hits = await findHits(session, { account, ...read, view, filter, backwards }, page)
      const keys = toPage(hits, page, (hit) => [
        hit.date_created.getTime(),
        hit.transcript_sid,
        hit.sentence_index,
      ])
      const shown =
        keys.items.length > 0 ? await rowsOf(session, compilable(showHits(view, read.text, keys.items))) : []
      const meaningless = read.isPartlyMeaningless && !page.cursor && shown.length === 0
      return { ...keys, items: shown.map(fromRow), meaningless }
    },
  }
}

/** Up to one hit more than the page holds, from its cursor outwards. */
async function findHits(session: SqlSession, search: Search, page: PageRequest): Promise<Hit[]> {
  const limit = page.limit + 1
  const hits: Hit[] = []
  let place = placeOf(page)
  for (const stretch of STRETCHES) {
    if (hits.length < stretch.foundBefore * limit) break
    const { sids, dates, isLast } = await nextStretch(session, { search, place, ...stretch })
    if (sids.length > 0) {
      const wanted = {
        sids,
        from: place?.sid === sids[0] ? (place?.index ?? null) : null,
        limit: limit - hits.length,
      }
      const rows = await rowsOf(session, compilable(hitsWithin(search, wanted)))
      for (const row of rows) hits.push({ ...row, date_created: dates.get(row.transcript_sid)! })
    }
    if (isLast || hits.length === limit) return hits
    const sid = sids.at(-1)!
    place = { createdMs: dates.get(sid)!.getTime(), sid, index: null }
  }
  return hits.concat(await rowsOf(session, compilable(hitsByWord(search, place, limit - hits.length))))
}

function placeOf({ cursor }: PageRequest): Place | null {
  if (!cursor) return null
  const [createdMs, sid, index] = cursor.key
  return { createdMs: Number(createdMs), sid: String(sid), index: Number(index) }
}

/** The next transcripts to look through: at least one, so many that they can be read quickly. */
async function nextStretch(
  session: SqlSession,
  {
    search,
    place,
    transcripts,
    seconds,
  }: (typeof STRETCHES)[number] & { search: Search; place: Place | null },
) {
  const rows = await rowsOf(session, nextTranscripts(search, place, transcripts))
  let left = seconds
  const end = rows.findIndex(({ duration_s }) => {
    left -= duration_s
    return left < 0
  })
  const chosen = end < 0 ? rows : rows.slice(0, end + 1)
  return {
    sids: chosen.map(({ sid }) => sid),
    dates: new Map<string, Date>(chosen.map(({ sid, date_created }) => [sid, date_created])),
    isLast: chosen.length === rows.length && rows.length < transcripts,
  }
}

function compilable<Row>(statement: RawBuilder<Row>): Compilable<Row> {
  return { compile: () => statement.compile(sqlBuilder) }
}

function fromRow(row: ShownHit): FoundSentence {
  return {
    transcriptSid: row.transcript_sid,
    serviceSid: row.service_sid,
    dateCreated: row.date_created,
    sid: row.sid,
    index: row.sentence_index,
    channel: row.media_channel,
    role: row.role ?? '',
    speaker: row.speaker,
    customerKey: row.customer_key,
    startMs: row.start_ms,
    endMs: row.end_ms,
    snippet: toParts(row.snippet),
  }
}

function toParts(snippet: string): SnippetPart[] {
  return snippet.split(marks.start).flatMap((piece, at) => {
    if (at === 0) return part(piece, false)
    const [hit = '', rest = ''] = piece.split(marks.stop)
    return [...part(hit, true), ...part(rest, false)]
  })
}

function part(text: string, isHit: boolean): SnippetPart[] {
  return text === '' ? [] : [{ text: text.replaceAll(marks.less, '<'), isHit }]
}
