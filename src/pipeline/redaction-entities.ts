// Where the personal data of a call is: types and times, without what was said.
import type { FoundEntity, RedactionReport } from '../domain/redaction-report.ts'
import { redactedOf, type Sentence } from '../domain/sentence.ts'
import type { AsrCapabilities } from '../ports/asr.ts'
import { redactionEngine, redactionRules } from '../redaction/engine-version.ts'
import { placesOfWords } from '../redaction/redacted-words.ts'

/** One entity for each span, in order. Where the words of a sentence have no times, it has those of the sentence.
 * @throws VerbatimError internal for a sentence without a redacted form */
export function entitiesOf(sentences: readonly Sentence[]): FoundEntity[] {
  return sentences.flatMap((sentence) => {
    const { channel, text, words, confidence } = sentence
    const { spans } = redactedOf(sentence)
    const places = spans.length > 0 && words.length > 0 ? placesOfWords(text, words) : []
    return spans.map(({ type, start, end }) => {
      const covered = words.filter((_, at) => places[at]!.start < end && start < places[at]!.end)
      return {
        type,
        channel,
        startMs: covered[0]?.startMs ?? sentence.startMs,
        endMs: covered.at(-1)?.endMs ?? sentence.endMs,
        confidence,
      }
    })
  })
}

/** The report of a call whose text was redacted, and nothing else yet. */
export function reportOf(
  sentences: readonly Sentence[],
  { name: recogniser }: Pick<AsrCapabilities, 'name'>,
): RedactionReport {
  const entities = entitiesOf(sentences)
  return {
    recogniser,
    redactor: redactionEngine,
    rules: redactionRules,
    entities,
    media: null,
    recheck: null,
  }
}
