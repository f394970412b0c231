// Two words that are a name together: "mark abernathy", "april jensen", and words of no list where a person says who
// is speaking: "this is tavita leota i called earlier".
import { isEnd, type Lexeme } from './lexeme.ts'
import { kin, neverNames } from './name-cues.ts'
import { nearbyBefore } from './nearby.ts'
import { numberAt } from './number-element.ts'
import type { Passage } from './passage.ts'
import {
  isCommonWord,
  isCountry,
  isEverydayWord,
  isFirstName,
  isPlace,
  isState,
  isSurname,
  isWordyName,
} from './words-known.ts'

/** How far back the same name is looked for, in lexemes. */
const REACH = 8

const months = /^(?:april|may|june|august)$/
const monthBefore =
  / (?:in|of|since|by|until|till|last|next|this|early|late|mid|for|from|through|between|every|each|during|on|\d+|and) $/
/** First names that are most often verbs or things: a surname has to be a known one. */
const wary =
  /^(?:will|mark|bill|chase|grant|rob|pat|drew|sue|jack|hope|art|may|rose|frank|skip|ray|guy|doll|dick|max|sky)$/
const determined =
  / (?:the|a|an|my|your|our|their|this|these|those|any|some|no|every|each|to|please|i|you|we|they|can|it|not) $/
const intro =
  / (?:this is|this 's|i'm|i am|im|it is|it 's|that 's|names?|name 's|name is|user :|here is|speaking) (?:uh |um |, )?$/
/** Where a person may stand, behind a verb or a preposition. */
const toward =
  / (?:(?:spoke|speak|speaking|talked|talk|talking|married|sent|send|give|gave|belongs|belonged|transfer|transferred|connected|write|wrote|listed|related|addressed|shipped|mailed|paid) (?:it |them |that |this |over )?to|i need|add|remove|adding|removing|told|tell|ask|asked|called|named|is|was|be|under|with|by|for|from|and|or|between|contact|reach|,|\.|:|¶|so|uh|um|yes|yeah|than|of) $/
const opener =
  /^(?:i|i'm|i've|i'd|i'll|and|calling|from|with|again|here|speaking|we|we're|at|how|you|my|who|over|about|just|but|uh|um|is|was|returning|on|in)$/
/** Verbs behind a name that begins the text. */
const nameVerb =
  /^(?:is|was|signed|called|said|has|told|from|here|speaking|and|on|lives|works|uh|um|paid|wants|calling)$/
const noName =
  /(?:ing|ed|ly|able|ible|ful|less|ware|tion|ness|ish|ous|ive|ize|ate|ment|ity|ism|ology|itis|phone|net|soft)$/

/** The last lexeme of a name of two words, each of which may be something else, or null when none begins at `at`. */
export function pairEnd(passage: Passage, at: number): number | null {
  const repeated = repeatedEnd(passage, at)
  return repeated ?? (isPair(passage, at) ? at + 1 : null)
}

function isPair(passage: Passage, at: number): boolean {
  const { lexemes, cased } = passage
  const [first, second] = [lexemes[at]!, lexemes[at + 1]]
  if (second?.kind !== 'word' || second.gap !== ' ' || second.key.length < 2) return false
  if (cased && !(first.capital && second.capital)) return false
  const left = nearbyBefore(passage, at)
  if (cased && isShortPair(first, second) && intro.test(left) && isEnd(lexemes[at + 2])) return true
  if (months.test(first.key)) return !monthBefore.test(left) && isMonthPair(passage, at)
  const word = neverNames.has(first.key) && !/^(?:will|rich|mark)$/.test(first.key)
  if (isFirstName(first.key) && isEverydayWord(first.key) && !word) return isWordyPair(passage, at, left)
  return !cased && isStrangePair(passage, at, left)
}

/** "It's drew drew castellano", "rose like the flower rose petrakis". */
function repeatedEnd(passage: Passage, at: number): number | null {
  const { lexemes } = passage
  const { key } = lexemes[at]!
  if (!isFirstName(key) || (neverNames.has(key) && key !== 'will')) return null
  const left = nearbyBefore(passage, at)
  if (determined.test(left)) return null
  const next = /^(?:uh|um)$/.test(lexemes[at + 1]?.key ?? '') ? at + 2 : at + 1
  if (lexemes[next]?.key === key) {
    const last = lexemes[next + 1]
    if (last === undefined) return intro.test(left) && isWordyName(key) ? next : null
    return isSurnameAt(passage, next + 1) ? surnameEnd(lexemes, next + 1) : null
  }
  const before = lexemes.slice(Math.max(0, at - REACH), at)
  const said = before.some((lexeme) => lexeme.key === key)
  return said && isSurnameAt(passage, at + 1) ? surnameEnd(lexemes, at + 1) : null
}

function isSurnameAt({ lexemes, cased }: Passage, at: number): boolean {
  const last = lexemes[at]
  if (cased && !last?.capital && !/^(?:van|von|de|der|den|di|la|del)$/.test(last?.key ?? '')) return false
  return last?.kind === 'word' && last.gap === ' ' && (isSurnameLike(last) || surnameEnd(lexemes, at) > at)
}

/** Skips "van der" and the like. */
function surnameEnd(lexemes: readonly Lexeme[], at: number): number {
  let end = at
  while (/^(?:van|von|de|der|den|di|la|st|o|del)$/.test(lexemes[end]?.key ?? '')) end++
  return lexemes[end]?.kind === 'word' ? end : at
}

function isSurnameLike({ key }: Lexeme): boolean {
  if (neverNames.has(key) || /.['’]/.test(key.slice(1))) return false
  return key.length > 2 && (!isCommonWord(key) || (isSurname(key) && !isEverydayWord(key)))
}

/** "Li Wei": short, written like a name. */
function isShortPair(first: Lexeme, second: Lexeme): boolean {
  const written = [first, second].every(({ text }) => /^\p{Lu}\p{Ll}{1,3}$/u.test(text))
  const known = [first, second].some(({ key }) => isSurname(key) || isFirstName(key))
  return written && known && [first, second].every(({ key }) => !isCommonWord(key) || isSurname(key))
}

/** "April Jensen", "june halvorsen"; "June Park" only before a verb. */
function isMonthPair({ lexemes, cased }: Passage, at: number): boolean {
  const [first, second, third] = lexemes.slice(at, at + 3)
  if (cased && isStrange(second!) && second!.key.length > 4 && !isPlace(second!.key, 'town')) return true
  if (numberAt(lexemes, at + 1) || neverNames.has(second!.key) || second!.key === 'day') return false
  if (!isEverydayWord(second!.key) && isSurname(second!.key)) return first!.key !== 'may' || cased
  return cased && isSurname(second!.key) && /^(?:is|was|called|signed|has|said|told)$/.test(third?.key ?? '')
}

/** "Frank delacroix", "rose petrakis": the first a word and a name, the second no English word. */
function isWordyPair({ lexemes, cased }: Passage, at: number, left: string): boolean {
  const [first, second, third] = lexemes.slice(at, at + 3)
  if (isOwner(lexemes, at) && !determined.test(left)) return true
  if (cased || determined.test(left) || !isSurnameLike(second!) || second!.key.length < 4) return false
  if (isPlace(second!.key, 'city') || isCountry(second!.key) || isState(second!.key)) return false
  const known = isSurname(second!.key)
  if (!known && noName.test(second!.key)) return false
  if (at === 0) return known || (isEnd(third) && !wary.test(first!.key)) || nameVerb.test(third?.key ?? '')
  const stands = intro.test(left) || toward.test(left)
  const goesOn = /^(?:before|who|and|but|when|at|from|until|because|since)$/.test(third?.key ?? '')
  return stands && (known || !wary.test(first!.key) || intro.test(left) || isEnd(third) || goesOn)
}

/** "Sterling banks is the landlord". */
function isOwner(lexemes: readonly Lexeme[], at: number): boolean {
  const keys = lexemes.slice(at + 2, at + 5).map(({ key }) => key)
  if (!isWordyName(lexemes[at]!.key) || !isSurname(lexemes[at + 1]!.key)) return false
  return new RegExp(`^(?:is|was) (?:my|the|our|his|her) (?:${kin})$`).test(keys.join(' '))
}

/** "Ji woo from the clinic": short, and the first no English word. */
function isShortIntroduced(lexemes: readonly Lexeme[], at: number, left: string): boolean {
  const [first, second, third] = lexemes.slice(at, at + 3)
  if (!/ this is (?:uh |um )?$/.test(left) || first!.key.length > 5 || second!.key.length > 5) return false
  if (isCommonWord(first!.key) || !/[aeiouy]/.test(first!.key) || neverNames.has(second!.key)) return false
  return /^(?:from|calling|speaking|here|with)$/.test(third?.key ?? '')
}

/** Behind these a word of no list with a surname behind it is a person. */
const led = / (?:from|with|by|for|to|and|tell|told|ask|asked|called|add|is|was|patient|tenant|client|name) $/

/** Two words of no list behind "this is", or at the beginning before a number. */
function isStrangePair({ lexemes }: Passage, at: number, left: string): boolean {
  const [first, second, third] = lexemes.slice(at, at + 3)
  if (isShortIntroduced(lexemes, at, left)) return true
  if (![first!, second!].every(isStrange)) return false
  const known = isSurname(second!.key) || isFirstName(first!.key)
  if (isSurname(second!.key) && second!.key.length > 4 && led.test(left)) return true
  if (intro.test(left))
    return known || third === undefined || /[,.?!;]/.test(third.gap) || opener.test(third.key)
  const begins =
    at === 0 || (at <= 3 && /^ (?:(?:so|yes|yeah|uh|um|okay|hi|hello|hey|,|\.|¶|[^¶]*¶) )+$/.test(left))
  return begins && (known || third !== undefined) && opensRecord(lexemes, at + 2)
}

/** "… uh nine nine eighty one", "… here": what follows a name that stands alone. */
function opensRecord(lexemes: readonly Lexeme[], at: number): boolean {
  const next = /^(?:uh|um)$/.test(lexemes[at]?.key ?? '') ? at + 1 : at
  if (lexemes[next] === undefined) return true
  return numberAt(lexemes, next) !== null || /^(?:here|speaking|calling|is|and)$/.test(lexemes[next].key)
}

function isStrange({ key, kind }: Lexeme): boolean {
  if (kind !== 'word' || key.length < 3 || isCommonWord(key) || neverNames.has(key)) return false
  if (isFirstName(key) || isSurname(key)) return true
  return !noName.test(key) && !isPlace(key, 'town') && !isCountry(key) && /[aeiouy]/.test(key) && key !== "'s"
}
