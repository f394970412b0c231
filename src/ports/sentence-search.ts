// Full text search over the sentences of an account's completed transcripts.
import type { Page, PageRequest } from '../domain/page.ts'
import type { AccountSid, SentenceSid, ServiceSid, TranscriptSid } from '../domain/sid.ts'
import type { TranscriptFilter } from './transcript-store.ts'

/** Which text is searched and shown; nothing else decides what is found. `spoken`: as spoken. `redacted`: without
 * personal data where there was redaction, as spoken elsewhere. `only-redacted`: without personal data, and only
 * transcripts that were made with redaction. */
export type SearchView = 'spoken' | 'redacted' | 'only-redacted'

/** Filters of a search. Those of the list of transcripts, and: */
export interface SearchFilter extends TranscriptFilter {
  customerKey?: string
  /** 1-based. */
  channel?: number
  /** The role of who speaks, any case. */
  speaker?: string
}

/** What is looked for. `text`: words that must all occur, in any form; "phrases" in quotes, every word of them in its
 * place; `or` between alternatives; `-` or `NOT` before what must not occur. */
export interface SentenceQuery {
  text: string
  view: SearchView
  filter: SearchFilter
}

/** A stretch of a sentence; `isHit` when it is what was looked for. */
export interface SnippetPart {
  text: string
  isHit: boolean
}

/** A sentence that was found. Times in milliseconds; `dateCreated` is that of the transcript. */
export interface FoundSentence {
  transcriptSid: TranscriptSid
  serviceSid: ServiceSid
  dateCreated: Date
  sid: SentenceSid
  index: number
  channel: number
  /** The role of who speaks on the channel. */
  role: string
  /** Number of the voice, where those of a channel were told apart. */
  speaker: number | null
  customerKey: string | null
  startMs: number
  endMs: number
  /** In the view that was searched. */
  snippet: SnippetPart[]
}

/** A page of what was found. */
export interface FoundPage extends Page<FoundSentence> {
  /** True when nothing was found and the text has only words that say nothing in a language of the account ("the"). */
  meaningless: boolean
}

/** Searches sentences. */
export interface SentenceSearch {
  /** Newest transcripts first, within one in order of its sentences. The sort key is date of creation (milliseconds),
   * sid and index. Encrypted transcripts are never found. */
  find(account: AccountSid, query: SentenceQuery, page: PageRequest): Promise<FoundPage>
}
