// Keeps what the search looks in up to date with the sentences.
import { sql } from 'kysely'
import type { TranscriptSid } from '../../domain/sid.ts'
import type { SqlSession } from '../../ports/db.ts'
import { rowsOf, sqlBuilder } from './sql.ts'

/** Makes the stored sentences of a transcript searchable, in place of those it had. Where there was redaction the
 * form without personal data is never missing, if need be it is empty: no search may take the other for it. */
export async function indexSentences(session: SqlSession, transcript: TranscriptSid): Promise<void> {
  await rowsOf(session, sqlBuilder.deleteFrom('sentence_search').where('transcript_sid', '=', transcript))
  const statement = sql<never>`
    insert into sentence_search (transcript_sid, sentence_index, media_channel, spoken, redacted)
    select one.transcript_sid, one.sentence_index, one.media_channel,
      search_document(whole.account_sid, whole.language_code, one.transcript),
      case when whole.redaction
        then search_document(whole.account_sid, whole.language_code, coalesce(one.redacted ->> 'text', '')) end
    from sentences one join transcripts whole on whole.sid = one.transcript_sid
    where one.transcript_sid = ${transcript} and whole.encryption_credential_sid is null`
  await rowsOf(session, { compile: () => statement.compile(sqlBuilder) })
}
