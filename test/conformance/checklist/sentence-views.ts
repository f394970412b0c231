// Sentences of a transcript as one view of them shows them.
import assert from 'node:assert/strict'
import type { CallOptions, Subject } from './subject.ts'

/** A word on the wire; times in seconds. */
export interface WordBody {
  word: string
  start_time: number
  end_time: number
}

/** A Sentence on the wire. */
export interface SentenceBody {
  sid: string
  sentence_index: number
  media_channel: number
  start_time: string
  end_time: string
  transcript: string
  words: WordBody[]
}

/** All sentences with their words.
 * @param view `Redacted=…`, or nothing */
export async function sentencesOf(
  subject: Subject,
  sid: string,
  view = '',
  options: CallOptions = {},
): Promise<SentenceBody[]> {
  const path = `/v2/Transcripts/${sid}/Sentences?PageSize=5000&WordTimestamps=true&${view}`
  const { status, body } = await subject.call('GET', path, options)
  assert.equal(status, 200, JSON.stringify(body))
  return body.sentences
}

/** What was said on a channel, in lower case; on all of them without one. */
export function textOf(sentences: readonly SentenceBody[], channel?: number): string {
  return sentences
    .filter(({ media_channel }) => channel === undefined || media_channel === channel)
    .map(({ transcript }) => transcript.toLowerCase())
    .join(' ')
}
