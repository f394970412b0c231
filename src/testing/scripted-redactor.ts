// A redactor with two plain rules, so that tests can say what it must have done: digits, and the names it is given.
import type { PersonalDataSpan, Sentence } from '../domain/sentence.ts'
import type { RedactionRequest, Redactor } from '../ports/redactor.ts'

const tokens = { PHONE: '[PhoneNumber]', NAME: '[Name]' }

/** Replaces runs of digits and `names`, each with its token and span; keeps what it was asked for. */
export function scriptedRedactor(
  names: readonly string[] = ['Ann', 'Bob'],
): Redactor & { requests: RedactionRequest[]; texts: string[] } {
  const requests: RedactionRequest[] = []
  const texts: string[] = []
  const personal = new RegExp(String.raw`\d+|\b(?:${names.join('|')})\b`, 'g')
  const replace = (text: string) => text.replace(personal, (found) => tokens[typeOf(found)])
  const redactSentence = ({ text, words }: Sentence) => ({
    text: replace(text),
    words: words.map((word) => ({ ...word, text: replace(word.text) })),
    spans: [...text.matchAll(personal)].map(spanOf),
  })
  return {
    requests,
    texts,
    async redact(request) {
      requests.push(request)
      return request.sentences.map(redactSentence)
    },
    async redactText(text) {
      texts.push(text)
      return replace(text)
    },
    close: async () => undefined,
  }
}

function typeOf(found: string): keyof typeof tokens {
  return /\d/.test(found) ? 'PHONE' : 'NAME'
}

function spanOf({ 0: found, index }: RegExpExecArray): PersonalDataSpan {
  return { start: index, end: index + found.length, type: typeOf(found) }
}
