// A found sentence on the wire.
import { type Static, Type } from 'typebox'
import { shownRole } from '../../domain/shown-role.ts'
import { formatDate } from '../../http/dates.ts'
import { dateSchema, nullable, sidSchema } from '../../http/schemas.ts'
import type { FoundSentence, SearchView, SnippetPart } from '../../ports/sentence-search.ts'

/** Schema of a found sentence. */
export const resultSchema = Type.Object({
  transcript_sid: sidSchema('transcript'),
  service_sid: sidSchema('service'),
  sentence_sid: sidSchema('sentence'),
  sentence_index: Type.Integer({ description: 'Its number in the transcript, from 0.' }),
  media_channel: Type.Integer({ description: 'The channel it was spoken on: 1 or 2.' }),
  role: Type.String({ description: 'The role of who speaks on that channel.' }),
  speaker: nullable(
    Type.Integer({ description: 'Number of the voice, where those of one channel were told apart.' }),
  ),
  customer_key: nullable(Type.String({ description: 'The key that the transcript was made with.' })),
  start_time: Type.String({ description: 'Seconds from the start of the recording.' }),
  end_time: Type.String({ description: 'Seconds from the start of the recording.' }),
  snippet: Type.String({
    description: 'The sentence, or a stretch of a long one, as HTML; what was found is in `<mark>`.',
  }),
  date_created: Type.Unsafe<string>({ ...dateSchema, description: 'When the transcript was made.' }),
})

/** The JSON of a found sentence as `view` shows it. */
export function presentFound(found: FoundSentence, view: SearchView): Static<typeof resultSchema> {
  return {
    transcript_sid: found.transcriptSid,
    service_sid: found.serviceSid,
    sentence_sid: found.sid,
    sentence_index: found.index,
    media_channel: found.channel,
    role: view === 'spoken' ? found.role : shownRole(found.role, found.channel),
    speaker: found.speaker,
    customer_key: found.customerKey,
    start_time: String(found.startMs / 1000),
    end_time: String(found.endMs / 1000),
    snippet: found.snippet.map(toHtml).join(''),
    date_created: formatDate(found.dateCreated),
  }
}

function toHtml({ text, isHit }: SnippetPart): string {
  return isHit ? `<mark>${escaped(text)}</mark>` : escaped(text)
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!)
}
