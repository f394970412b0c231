// How far a name goes once it has begun: middle initials, particles, surnames, spelled letters.
import type { Lexeme } from './lexeme.ts'
import { type NameCue, neverNames, particles } from './name-cues.ts'
import { numberAt } from './number-element.ts'
import type { Passage } from './passage.ts'
import { spelledRunAt } from './spelled-run.ts'
import { isCommonWord, isCountry, isFirstName, isPlainFirstName, isState, isSurname } from './words-known.ts'

const MOST_PARTS = 5
const LEAST_LETTERS = 3

/** The last lexeme of the name that starts at `at`. */
export function nameEnd(passage: Passage, at: number, cue: NameCue): number {
  let to = at
  for (let parts = 1; parts < MOST_PARTS; parts++) {
    const next = partEnd(passage, { at: to + 1, cue, first: at })
    if (next === null) break
    to = next
  }
  return spelledEnd(passage.lexemes, to + 1) ?? to
}

interface Part {
  at: number
  cue: NameCue
  /** Where the name begins. */
  first: number
}

function partEnd(passage: Passage, { at, cue, first }: Part): number | null {
  const { lexemes } = passage
  const lexeme = lexemes[at]
  if (!lexeme || !joinsName(lexemes, at)) return null
  if (/^[a-z]$/.test(lexeme.key)) {
    if (lexeme.key === 'i' || (lexeme.key === 'a' && !lexeme.capital)) return null
    const after = lexemes[at + 1]
    return after && /^\.? $/.test(after.gap) && isPart(passage, { at: at + 1, cue, first }) ? at + 1 : null
  }
  if (particles.has(lexeme.key) && !isPart(passage, { at, cue, first })) {
    const second = lexemes[at + 1] && particles.has(lexemes[at + 1]!.key) ? at + 2 : at + 1
    return lexemes[second]?.gap === ' ' && isPart(passage, { at: second, cue, first }) ? second : null
  }
  return isPart(passage, { at, cue, first }) ? at : null
}

/** Only a space, a hyphen or an apostrophe may stand within a name, and a full stop after an initial. */
function joinsName(lexemes: readonly Lexeme[], at: number): boolean {
  const { gap } = lexemes[at]!
  return /^(?:[ -]|\s-\s)$/.test(gap) || (/^\. $/.test(gap) && lexemes[at - 1]!.key.length === 1)
}

function isPart({ lexemes, cased }: Passage, { at, cue, first }: Part): boolean {
  const { key, kind, capital, gap } = lexemes[at]!
  if (kind !== 'word' || key.length < 2 || key === "'s" || isCountry(key)) return false
  if (gap === '-') return !isCommonWord(key) || capital || (at > first + 1 && isSurname(key))
  const rare = neverNames.has(key) && !(cased && capital && cue === 'asked' && key.length === 2)
  if (rare && !(isSurname(key) && at === first + 1 && (cased ? capital : endsClause(lexemes, at))))
    return false
  if (cased) {
    if (!capital) return cue === 'asked' && isSurname(key) && (endsClause(lexemes, at) || !isCommonWord(key))
    return isSurname(key) || isFirstName(key) || !isCommonWord(key) || cue === 'asked' || cue === 'person'
  }
  if ((isState(key) && !isLastName(lexemes, at, cue)) || numberAt(lexemes, at)) return false
  if (!isCommonWord(key))
    return (
      isSurname(key) || isFirstName(key) || key.length > 3 || (key.length === 3 && endsClause(lexemes, at))
    )
  const sure = cue === 'asked' || cue === 'person'
  const last = endsClause(lexemes, at)
  if (isSurname(key)) return sure || last || !isUsuallyVerb(key)
  return (
    sure &&
    last &&
    isPlainFirstName(lexemes[first]!.key) &&
    at === first + 1 &&
    key.length > 3 &&
    !/(?:ing|ed|ly)$/.test(key)
  )
}

/** "Tyrone washington": a state where a surname was announced. */
function isLastName(lexemes: readonly Lexeme[], at: number, cue: NameCue): boolean {
  if (!isSurname(lexemes[at]!.key) || cue === 'none') return false
  return endsClause(lexemes, at) || /^(?:calling|speaking|here|again|and|with)$/.test(lexemes[at + 1]!.key)
}

function isUsuallyVerb(key: string): boolean {
  return /^(?:will|may|mark|bill|chase|drew|rush|grant|cook|hunt|paul|pace|love|bond|do|so|an|ma|he|tran|day|long|short|small|little|west|north|street|major|strong|low|lowe|swift|power|price|speed|order|case|key|song|water|waters|page|pool|fields|springs?|summers?|winters?|peace|wise|sharp|hope|joy|root|rose|rock|well|wells|wade|judge|lord|law|lake|sage|field)$/.test(
    key,
  )
}

function endsClause(lexemes: readonly Lexeme[], at: number): boolean {
  const next = lexemes[at + 1]
  return !next || /[,.?!;\n]/.test(next.gap) || next.key === "'s"
}

/** Letters spelled behind a name ("D E S H A W N", "K as in king, A, Y"): their end, or null for fewer than three. */
function spelledEnd(lexemes: readonly Lexeme[], at: number): number | null {
  const that = lexemes[at]?.key === 'that' && /^(?:'s|is)$/.test(lexemes[at + 1]?.key ?? '')
  const said = that ? at + 2 : at
  const from = /^(?:spelled|spelt|that's|thats)$/.test(lexemes[said]?.key ?? '') ? said + 1 : said
  if (!/^[\s,.-]{0,3}$/.test(lexemes[from]?.gap ?? '')) return null
  const run = spelledRunAt(lexemes, from)
  return run && run.letters.length >= LEAST_LETTERS ? run.to : null
}
