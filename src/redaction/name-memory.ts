// The names of a call: found once by a cue or a list, redacted wherever they are said (language, section 5).
import type { AnalysedSpan } from './analyse.ts'
import { lexemesOf } from './lexeme.ts'
import { neverNames, titles } from './name-cues.ts'
import { maskSpans, maskTokens } from './passage.ts'
import { isCommonWord } from './words-known.ts'

/** A text of the call with what was found in it. */
export interface ExaminedText {
  text: string
  spans: readonly AnalysedSpan[]
}

/** The names heard so far. */
export interface NameMemory {
  /** Where these names stand in `text` outside of `found`. */
  namesIn(text: string, found: readonly AnalysedSpan[]): AnalysedSpan[]
}

/** Gathers the sure names of `texts`, and `fullNames` that were known before. Parts of a name count by themselves
 * unless they are common words. */
export function rememberNames(texts: readonly ExaminedText[], fullNames: readonly string[]): NameMemory {
  const said = texts.flatMap(({ text, spans }) =>
    spans.filter(({ type, sure }) => type === 'NAME' && sure).map(({ start, end }) => text.slice(start, end)),
  )
  const known = new Map<string, string[]>()
  for (const name of [...said, ...fullNames]) {
    for (const keys of formsOf(name)) {
      const others = known.get(keys[0]!) ?? []
      others.push(keys.join(' '))
      known.set(keys[0]!, others)
    }
  }
  return { namesIn: (text, found) => (known.size === 0 ? [] : find(known, text, found)) }
}

/** The whole name and each part of it that is no common word. */
function formsOf(name: string): string[][] {
  const keys = lexemesOf(name)
    .filter(({ kind, key }) => kind === 'word' && !titles.has(key))
    .map(({ key }) => key)
  const whole = keys.filter((key) => key.length > 1)
  const parts = whole.filter((key) => key.length > 2 && !isCommonWord(key) && !neverNames.has(key))
  return [...(whole.length > 1 ? [whole] : []), ...parts.map((key) => [key])]
}

function find(known: Map<string, string[]>, text: string, found: readonly AnalysedSpan[]): AnalysedSpan[] {
  const lexemes = lexemesOf(maskTokens(maskSpans(text, found)))
  const spans: AnalysedSpan[] = []
  for (let at = 0; at < lexemes.length; at++) {
    const forms = known.get(lexemes[at]!.key)
    if (!forms || lexemes[at]!.kind !== 'word') continue
    const lengths = forms.map((form) => {
      const size = form.split(' ').length
      return lexemes
        .slice(at, at + size)
        .map(({ key }) => key)
        .join(' ') === form
        ? size
        : 0
    })
    const size = Math.max(...lengths)
    if (size === 0) continue
    spans.push({ start: lexemes[at]!.start, end: lexemes[at + size - 1]!.end, type: 'NAME', sure: false })
    at += size - 1
  }
  return spans
}
