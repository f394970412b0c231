// A Sentence on the wire (contract section 12): its own times and confidence are decimal strings, those of its
// words are numbers.
import { type Static, Type } from 'typebox'
import { redactedOf, type Sentence } from '../../domain/sentence.ts'
import { always, component, sidSchema } from '../../http/schemas.ts'

/** A word on the wire: times are numbers, seconds from the start of the recording. */
interface WordJson {
  word: string
  start_time: number
  end_time: number
}

/** Schema of a Sentence answer, in the contract's order of properties. */
export const sentenceSchema = component(
  'intelligence.v2.transcript.sentence',
  Type.Object({
    media_channel: Type.Integer({ default: 0, description: 'The channel it was spoken on: 1 or 2.' }),
    sentence_index: Type.Integer({ default: 0, description: 'Its number in the transcript, from 0.' }),
    start_time: always(Type.String({ description: 'Seconds from the start of the recording.' })),
    end_time: always(Type.String({ description: 'Seconds from the start of the recording.' })),
    transcript: always(Type.String({ description: 'What was said.' })),
    sid: always(sidSchema('sentence')),
    confidence: always(Type.String({ description: 'How sure the recogniser is, 0 to 1.' })),
    words: Type.Unsafe<WordJson[] | null>({
      type: 'array',
      items: {},
      nullable: true,
      description: 'The words with their times, when WordTimestamps asks for them.',
    }),
  }),
)

/** Which view of a sentence is wanted: words stay empty unless asked for. */
export interface SentenceView {
  redacted: boolean
  withWords: boolean
}

/** The JSON of a sentence. Sid, index, channel and times are the same in both views. */
export function presentSentence(
  sentence: Sentence,
  { redacted, withWords }: SentenceView,
): Static<typeof sentenceSchema> {
  const { text, words } = redacted ? redactedOf(sentence) : sentence
  return {
    media_channel: sentence.channel,
    sentence_index: sentence.index,
    start_time: seconds(sentence.startMs),
    end_time: seconds(sentence.endMs),
    transcript: text,
    sid: sentence.sid,
    confidence: sentence.confidence.toFixed(2),
    words: withWords
      ? words.map((word) => ({
          word: word.text,
          start_time: word.startMs / 1000,
          end_time: word.endMs / 1000,
        }))
      : [],
  }
}

/** The same with the number of the voice, null where voices were not told apart: for answers of ours, since the contract
 * has no place for it. */
export function presentSpoken(sentence: Sentence, view: SentenceView) {
  return { ...presentSentence(sentence, view), speaker: sentence.speaker ?? null }
}

/** Decimal seconds with at most three places; stored times are whole milliseconds. */
function seconds(ms: number): string {
  return String(ms / 1000)
}
