// Which recordings the rows name, a page of rows at a time: no more than that is in memory, however many there are.
import { peaksKey } from '../domain/peaks.ts'
import type { AccountSid, RecordingSid, TranscriptSid } from '../domain/sid.ts'
import { isFinal, type TranscriptStatus } from '../domain/transcript.ts'
import type { SqlSession } from '../ports/db.ts'

/** An object that should be in the media store. `bytes` is null for waveforms, which no row names: they are drawn anew
 * where they are missing. */
export interface NamedMedia {
  owner: TranscriptSid | RecordingSid
  key: string
  bytes: number | null
}

const ROWS_AT_ONCE = 500

interface TranscriptMedia {
  sid: TranscriptSid
  account: AccountSid
  status: TranscriptStatus
  encrypted: boolean
  original: string | null
  original_bytes: string | null
  redacted: string | null
  redacted_bytes: string | null
}

interface RecordingMedia {
  sid: RecordingSid
  key: string
  bytes: string
}

/** Originals and redacted recordings of transcripts, with their waveforms, then uploaded recordings. */
export async function* namedMedia(session: SqlSession): AsyncGenerator<NamedMedia[]> {
  const ofTranscripts = pagesOf<TranscriptMedia>(
    session,
    `select sid, account_sid as account, status, encryption_credential_sid is not null as encrypted,
       media->>'key' as original, media->>'bytes' as original_bytes,
       redacted_media->>'key' as redacted, redacted_media->>'bytes' as redacted_bytes
     from transcripts`,
  )
  for await (const rows of ofTranscripts) yield rows.flatMap(mediaOf)
  const ofRecordings = pagesOf<RecordingMedia>(
    session,
    `select sid, media->>'key' as key, media->>'bytes' as bytes from recordings`,
  )
  for await (const rows of ofRecordings) {
    yield rows.map(({ sid, key, bytes }) => ({ owner: sid, key, bytes: Number(bytes) }))
  }
}

/** Statements of their own, not a cursor: the embedded database serves nobody else while a transaction is open. */
async function* pagesOf<Row extends { sid: string }>(
  session: SqlSession,
  select: string,
): AsyncGenerator<Row[]> {
  for (let after = ''; ; ) {
    const { rows } = await session.query<Row>(`${select} where sid > $1 order by sid limit ${ROWS_AT_ONCE}`, [
      after,
    ])
    if (rows.length > 0) yield rows
    if (rows.length < ROWS_AT_ONCE) return
    after = rows.at(-1)!.sid
  }
}

function mediaOf(row: TranscriptMedia): NamedMedia[] {
  const { sid: owner, account: accountSid, status } = row
  // Of what is encrypted for its owner the row goes on naming a recording that was removed.
  if (row.encrypted && isFinal(status)) return []
  const views = [
    { view: 'original', key: row.original, bytes: row.original_bytes },
    { view: 'redacted', key: row.redacted, bytes: row.redacted_bytes },
  ] as const
  return views.flatMap(({ view, key, bytes }) => {
    if (key === null) return []
    const waveform = { owner, key: peaksKey({ accountSid, sid: owner }, view), bytes: null }
    return [{ owner, key, bytes: Number(bytes) }, ...(status === 'completed' ? [waveform] : [])]
  })
}
