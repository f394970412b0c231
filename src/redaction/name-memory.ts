// The names of a call: found once by a cue or a list, redacted wherever they are said (language, section 5). Of names
// that are common words as well ("Mark", "Brown") only what is used as a name counts.
import type { AnalysedSpan } from './analyse.ts'
import { isCalledBy } from './called-by-name.ts'
import { isFirstNameBefore } from './first-name-before.ts'
import { type Lexeme, lexemesOf } from './lexeme.ts'
import { neverNames, titles } from './name-cues.ts'
import { maskSpans, maskTokens } from './passage.ts'
import { spelledRunsOf } from './spelled-run.ts'
import { isCommonWord, isFirstName, isSurname } from './words-known.ts'

/** Fewest letters of a name that was spelled. */
const LEAST_LETTERS = 3

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

interface KnownNames {
  /** Names of one or more words, by their first. */
  forms: Map<string, string[]>
  /** Parts of names that are common words. */
  wordy: Set<string>
}

/** Gathers the sure names of `texts`, and `fullNames` that were known before. Parts of a name count by themselves;
 * common words among them only where somebody is called by them. */
export function rememberNames(texts: readonly ExaminedText[], fullNames: readonly string[]): NameMemory {
  const said = texts.flatMap(({ text, spans }) =>
    spans.filter(({ type, sure }) => type === 'NAME' && sure).map(({ start, end }) => text.slice(start, end)),
  )
  const known: KnownNames = { forms: new Map(), wordy: new Set() }
  for (const name of new Set([...said, ...fullNames])) remember(known, name)
  const nothing = known.forms.size + known.wordy.size === 0
  return { namesIn: (text, found) => (nothing ? [] : find(known, text, found)) }
}

function remember({ forms, wordy }: KnownNames, name: string): void {
  const { parts, spelled } = partsOf(name)
  const whole = parts.filter((key) => key.length > 1)
  const keys = whole.filter((key) => key.length > 2)
  const common = (key: string) => isCommonWord(key) || neverNames.has(key)
  const single = [...keys, ...spelled].filter((key) => !common(key))
  for (const form of [...(whole.length > 1 ? [whole] : []), ...single.map((key) => [key])]) {
    const others = forms.get(form[0]!) ?? []
    if (!others.includes(form.join(' '))) others.push(form.join(' '))
    forms.set(form[0]!, others)
  }
  for (const key of keys) if (common(key) && (isFirstName(key) || isSurname(key))) wordy.add(key)
  for (const key of spelled) if (common(key)) wordy.add(key)
}

/** The words of a name without titles, and what was spelled in it. */
function partsOf(name: string): { parts: string[]; spelled: string[] } {
  const lexemes = lexemesOf(name)
  const runs = spelledRunsOf(lexemes).filter(({ letters }) => letters.length >= LEAST_LETTERS)
  const parts = lexemes.filter(
    ({ kind, key }, at) =>
      kind === 'word' && !titles.has(key) && !runs.some(({ from, to }) => from <= at && at <= to),
  )
  return { parts: parts.map(({ key }) => key), spelled: runs.map(({ letters }) => letters) }
}

function find(known: KnownNames, text: string, found: readonly AnalysedSpan[]): AnalysedSpan[] {
  const lexemes = lexemesOf(maskTokens(maskSpans(text, found)))
  const spans: AnalysedSpan[] = []
  const isLast = ({ key, kind, start }: Lexeme) =>
    kind === 'masked'
      ? found.some((span) => span.type === 'NAME' && span.start === start)
      : known.wordy.has(key) || known.forms.get(key)?.includes(key) === true
  for (let at = 0; at < lexemes.length; at++) {
    if (lexemes[at]!.kind !== 'word') continue
    const size =
      sizeOfForm(known.forms, lexemes, at) ||
      sizeOfWordy(known.wordy, lexemes, at) ||
      (isFirstNameBefore(lexemes, at, isLast) ? (lexemes[at + 1]!.kind === 'masked' ? 1 : 2) : 0)
    if (size === 0) continue
    spans.push({ start: lexemes[at]!.start, end: lexemes[at + size - 1]!.end, type: 'NAME', sure: false })
    at += size - 1
  }
  return spans
}

function sizeOfForm(forms: KnownNames['forms'], lexemes: readonly Lexeme[], at: number): number {
  const sizes = (forms.get(lexemes[at]!.key) ?? []).map((form) => {
    const keys = form.split(' ')
    return keys.every((key, i) => lexemes[at + i]?.key === key) ? keys.length : 0
  })
  return Math.max(0, ...sizes)
}

function sizeOfWordy(wordy: KnownNames['wordy'], lexemes: readonly Lexeme[], at: number): number {
  return wordy.has(lexemes[at]!.key) ? isCalledBy(lexemes, at) : 0
}
