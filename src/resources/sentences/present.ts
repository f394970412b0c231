// A Sentence on the wire (contract section 12): its own times and confidence are decimal strings, those of its
// words are numbers.
import { type Static, Type } from 'typebox'
import type { Sentence } from '../../domain/sentence.ts'
import { sidSchema } from '../../http/schemas.ts'

/** Schema of a Sentence answer, in the contract's order of properties. */
export const sentenceSchema = Type.Object({
  media_channel: Type.Integer(),
  sentence_index: Type.Integer(),
  start_time: Type.String(),
  end_time: Type.String(),
  transcript: Type.String(),
  sid: sidSchema('sentence'),
  confidence: Type.String(),
  words: Type.Array(Type.Object({ word: Type.String(), start_time: Type.Number(), end_time: Type.Number() })),
})

/** The JSON of a sentence; `words` stays empty unless asked for. */
export function presentSentence(sentence: Sentence, withWords: boolean): Static<typeof sentenceSchema> {
  return {
    media_channel: sentence.channel,
    sentence_index: sentence.index,
    start_time: seconds(sentence.startMs),
    end_time: seconds(sentence.endMs),
    transcript: sentence.text,
    sid: sentence.sid,
    confidence: sentence.confidence.toFixed(2),
    words: withWords
      ? sentence.words.map((word) => ({
          word: word.text,
          start_time: word.startMs / 1000,
          end_time: word.endMs / 1000,
        }))
      : [],
  }
}

/** Decimal seconds with at most three places; stored times are whole milliseconds. */
function seconds(ms: number): string {
  return String(ms / 1000)
}
