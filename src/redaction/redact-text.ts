// Redacts one text by itself or after one earlier turn. Whole calls are in redact-call.ts.
import type { PersonalDataSpan } from '../domain/sentence.ts'
import { type AnalysedSpan, analyse } from './analyse.ts'
import { dialogueOf } from './dialogue/dialogue.ts'
import { addFree } from './free-spans.ts'
import { rememberNames } from './name-memory.ts'
import { tokenFor } from './token.ts'

/** Most looks at one text; each looks at what the one before left over, and all but the first seldom find anything. */
const MOST_LOOKS = 6

/** How a text is redacted. */
export interface RedactTextOptions {
  /** What was said just before, such as the agent's question. */
  previous?: string
  /** Finds the extended types too (language, section 2). */
  extended?: boolean
  strict?: boolean
}

/** Replaces the personal data of `text` by tokens; `spans` are its places in the original, in order. Redacting the
 * outcome again changes nothing. */
export function redactText(
  text: string,
  { previous = '', extended = false, strict = false }: RedactTextOptions,
): { redacted: string; spans: PersonalDataSpan[] } {
  let found: AnalysedSpan[] = []
  const dialogue = dialogueOf([
    { channel: 0, text: previous },
    { channel: 1, text },
  ])
  for (let look = 0; look < MOST_LOOKS; look++) {
    const news = analyse({ text, before: previous, found, strict, extended })
    found = inOrder([...found, ...news])
    const names = rememberNames([{ text, spans: found }], []).namesIn(text, found)
    found = inOrder([...found, ...names])
    const answers = dialogue([[], found])[1]!.filter((answer) => addFree(found, answer))
    if (news.length + names.length + answers.length === 0) break
  }
  const spans = found.map(({ start, end, type }) => ({ start, end, type }))
  return { redacted: withTokens(text, spans), spans }
}

function inOrder<T extends PersonalDataSpan>(spans: T[]): T[] {
  return spans.sort((a, b) => a.start - b.start)
}

/** `text` with the token of each span in its place; `spans` are in order and do not overlap. */
export function withTokens(text: string, spans: readonly PersonalDataSpan[]): string {
  const pieces: string[] = []
  let done = 0
  for (const { start, end, type } of spans) {
    pieces.push(text.slice(done, start), tokenFor(type))
    done = end
  }
  return pieces.join('') + text.slice(done)
}
