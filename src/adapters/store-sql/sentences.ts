// Sentences in SQL.
import type { Selectable } from 'kysely'
import { toPage } from '../../domain/page.ts'
import type { Sentence } from '../../domain/sentence.ts'
import type { TranscriptSid } from '../../domain/sid.ts'
import type { SqlSession } from '../../ports/db.ts'
import type { SentenceStore } from '../../ports/sentence-store.ts'
import { indexSentences } from './search-index.ts'
import { rowsOf, sqlBuilder } from './sql.ts'
import type { SentenceTable } from './tables.ts'

/** Rows per insert: a statement takes at most 65535 parameters, eleven a row. */
const INSERT_ROWS = 1000

/** The sentence store on `session`. */
export function createSentenceStore(session: SqlSession): SentenceStore {
  return {
    async replace(transcript, sentences) {
      await rowsOf(session, sqlBuilder.deleteFrom('sentences').where('transcript_sid', '=', transcript))
      for (let at = 0; at < sentences.length; at += INSERT_ROWS) {
        const rows = sentences.slice(at, at + INSERT_ROWS).map((sentence) => toRow(transcript, sentence))
        await rowsOf(session, sqlBuilder.insertInto('sentences').values(rows))
      }
      await indexSentences(session, transcript)
    },
    async list(transcript, page) {
      const backwards = page.cursor?.direction === 'previous'
      const beyond = page.cursor ? Number(page.cursor.key[0]) : -1
      const statement = sqlBuilder
        .selectFrom('sentences')
        .selectAll()
        .where('transcript_sid', '=', transcript)
        .where('sentence_index', backwards ? '<' : '>', beyond)
        .orderBy('sentence_index', backwards ? 'desc' : 'asc')
        .limit(page.limit + 1)
      const found = toPage(await rowsOf(session, statement), page, (row) => [row.sentence_index])
      return { ...found, items: found.items.map(fromRow) }
    },
  }
}

function toRow(transcript: TranscriptSid, sentence: Sentence) {
  return {
    transcript_sid: transcript,
    sentence_index: sentence.index,
    sid: sentence.sid,
    media_channel: sentence.channel,
    start_ms: sentence.startMs,
    end_ms: sentence.endMs,
    transcript: sentence.text,
    confidence: sentence.confidence,
    words: JSON.stringify(sentence.words),
    redacted: sentence.redacted && JSON.stringify(sentence.redacted),
    speaker: sentence.speaker ?? null,
  }
}

function fromRow(row: Selectable<SentenceTable>): Sentence {
  return {
    sid: row.sid,
    index: row.sentence_index,
    channel: row.media_channel,
    startMs: row.start_ms,
    endMs: row.end_ms,
    text: row.transcript,
    confidence: row.confidence,
    words: row.words,
    ...(row.speaker !== null && { speaker: row.speaker }),
    redacted: row.redacted,
  }
}
