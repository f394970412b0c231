// What an embedded view may read, written into the text that its holder has. The stored hash covers the whole text, so
// nobody makes another grant of it.
import { isSid } from '../../domain/sid.ts'
import type { EmbedGrant } from '../../ports/sessions.ts'

/** The end of a token with this grant. */
export function writeGrant({ transcriptSid, spoken }: EmbedGrant): string {
  return `-${transcriptSid}-${spoken ? 'spoken' : 'redacted'}`
}

/** The grant at the end of a token; null when there is none. */
export function readGrant(token: string): EmbedGrant | null {
  const [, transcriptSid = '', view] = /^[0-9a-f]{64}-([^-]+)-(spoken|redacted)$/.exec(token) ?? []
  return isSid('transcript', transcriptSid) ? { transcriptSid, spoken: view === 'spoken' } : null
}
