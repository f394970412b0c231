// The conversation as plain text: a line for each sentence.
import { type CaptionSource, oneLine, speakerOf } from './caption-source.ts'

/** The whole file: `Agent: Hello.` in order of the sentences. */
export function toPlainText(source: CaptionSource): string {
  return source.sentences
    .map((sentence) => [speakerOf(source, sentence), oneLine(sentence.text)] as const)
    .filter(([, text]) => text)
    .map(([speaker, text]) => `${speaker}: ${text}\n`)
    .join('')
}
