// Names whose words say nothing by themselves but that stand where one was announced: "the name is min woo seo", "first
// name an last name ho", "Li is the family name", "it's kowalski with a k".
import { isEnd, type Lexeme } from './lexeme.ts'
import { type NameCue, neverNames } from './name-cues.ts'
import { nearbyBefore } from './nearby.ts'
import { numberAt } from './number-element.ts'
import type { Passage } from './passage.ts'
import { spelledRunAt } from './spelled-run.ts'
import { isCommonWord, isEverydayWord, isFirstName, isPlace, isSurname } from './words-known.ts'

const MOST_WORDS = 3
const MOST_LETTERS = 6

/** Words that are in no name, whoever asked for one. */
const never =
  /^(?:the|a|is|are|was|were|of|to|in|on|for|from|with|by|or|and|not|no|my|your|his|her|their|our|it|this|that|what|which|who|how|i|i'm|you|he|she|we|they|at|as|if|but|'s|all|wrong|right|correct|correctly|spelled|same|different|now|there|here|too|also|still|just|uh|um|please|yes|yeah|okay|first|last|middle|name|names|only|up|out|off)$/
/** What may follow a name without a pause. */
const opener = /^(?:i|i'm|i've|and|calling|here|from|with|but|my|can|it's|that's|spelled|with|uh|um|on)$/
const explicit =
  / names? (?:on |for |of )?(?:[^ ]+ ){0,3}(?:is|was|'s) (?:uh |um |, )?$| (?:card ?holder|holder|owner|caller|patient) is $| under (?:uh |um )?$/
const behindName =
  /^(?:is|was|'s) (?:my|the|his|her|our|their|your) (?:(?:first|last|family|given|maiden|middle|married|legal|full|actual|real) )?(?:name|surname)(?! of(?: |$))/

/** The last lexeme of such a name that begins at `at`, or null. */
export function wholeName(passage: Passage, at: number, cue: NameCue): number | null {
  const { key, capital } = passage.lexemes[at]!
  if (never.test(key) || numberAt(passage.lexemes, at) || (passage.cased && !capital)) return null
  const left = nearbyBefore(passage, at)
  if (cue === 'asked' && explicit.test(left)) {
    const end = answerEnd(passage, at)
    if (end !== null) return end
  }
  if (isNamedBehind(passage, at, left) || isWithLetter(passage, at, left)) return at
  if (isSpelledBehind(passage.lexemes, at, left) || isSurnameAlone(passage, at, left)) return at
  return betweenNames(passage, at, left)
}

/** Two or three short words up to the end of the clause, not all of them English. */
function answerEnd({ lexemes, cased }: Passage, at: number): number | null {
  let to = at
  while (to - at < MOST_WORDS && isSyllable(lexemes[to + 1], cased)) to++
  const words = lexemes.slice(at, to + 1)
  if (words.length < 2 || words.length > MOST_WORDS || words[0]!.key.length > MOST_LETTERS) return null
  if (!isEnd(lexemes[to + 1]) && !opener.test(lexemes[to + 1]!.key)) return null
  const foreign = words.filter(
    ({ key }) => !isCommonWord(key) || (key.length < 5 && isSurname(key) && !isEverydayWord(key)),
  )
  return foreign.length > 0 ? to : null
}

function isSyllable(lexeme: Lexeme | undefined, cased: boolean): boolean {
  if (lexeme?.kind !== 'word' || !/^[ -]$/.test(lexeme.gap) || (cased && !lexeme.capital)) return false
  if (opener.test(lexeme.key) || lexeme.key.length < 2) return false
  return lexeme.key.length <= MOST_LETTERS && (!never.test(lexeme.key) || /^(?:so|an|do)$/.test(lexeme.key))
}

/** "Li is the family name." */
function isNamedBehind({ lexemes }: Passage, at: number, left: string): boolean {
  const { key } = lexemes[at]!
  const keys = lexemes.slice(at + 1, at + 6).map((lexeme) => lexeme.key)
  if (!behindName.test(keys.join(' ')) || /[.?!,;]/.test(lexemes[at + 1]!.gap)) return false
  if (!/^ +$| (?:[.,:¶]|so|and|yes|yeah|uh|um|no|but|actually|because) $/.test(left)) return false
  if (isSurname(key) || isFirstName(key)) return !neverNames.has(key) || key.length <= 2
  return !neverNames.has(key) && !isEverydayWord(key)
}

/** "It's kowalski with a k". */
function isWithLetter({ lexemes }: Passage, at: number, left: string): boolean {
  if (isCommonWord(lexemes[at]!.key) && !isSurname(lexemes[at]!.key) && !isFirstName(lexemes[at]!.key))
    return false
  const [withIt, one, letter] = lexemes.slice(at + 1, at + 4).map(({ key }) => key)
  if (withIt !== 'with' || !/^(?:a|an|one|two|no|just)$/.test(one ?? '')) return false
  return (
    /^[a-z]$/.test(letter ?? '') &&
    / (?:it's|it 's|it is|that 's|that's|this is|name is|i'm|is|,|by) $/.test(left)
  )
}

/** "Nia n i a": letters behind a word that make the same word. */
function isSpelledBehind(lexemes: readonly Lexeme[], at: number, left: string): boolean {
  const given = / (?:it's|it 's|that's|that 's|this is|i'm|is|name|names|¶|,|\.) $/.test(left)
  if (!given && !isFirstName(lexemes[at]!.key) && !isSurname(lexemes[at]!.key)) return false
  const run = /^[\s,.-]{0,3}$/.test(lexemes[at + 1]?.gap ?? '') ? spelledRunAt(lexemes, at + 1) : null
  return run !== null && run.letters.length > 2 && run.letters === lexemes[at]!.key
}

/** "This is o'dell", "this is kowalski calling". */
function isSurnameAlone({ lexemes }: Passage, at: number, left: string): boolean {
  const { key } = lexemes[at]!
  if (!/ (?:this is|name's|name 's) (?:uh |um )?$/.test(left) || isCommonWord(key) || key.length < 4)
    return false
  const next = lexemes[at + 1]
  if (!isSurname(key) && !/^(?:o'[a-z]{3,}|mc[a-z]{4,})$/.test(key))
    return (
      strange.test(key) &&
      !isPlace(key, 'town') &&
      /^(?:over|calling|speaking|returning)$/.test(next?.key ?? '')
    )
  return isEnd(next) || /^(?:from|with|calling|speaking|again|here|and|i|i'm)$/.test(next!.key)
}

/** "First name an last name ho": whatever stands between. */
function betweenNames({ lexemes }: Passage, at: number, left: string): number | null {
  if (!/ (?:first|given|last|family) name (?:(?:is|'s|,|:) )?$/.test(left)) return null
  const behind = (index: number) =>
    lexemes
      .slice(index, index + 4)
      .map(({ key }) => key)
      .join(' ')
  const another = /^(?:and )?(?:my |the |his |her )?(?:last|first|middle|family|sur) ?name/
  return another.test(behind(at + 1)) &&
    !/^(?:then|also|dot|underscore|dash|plus|point)$/.test(lexemes[at]!.key)
    ? at
    : null
}

const strange =
  /^(?=.*[aeiouy])(?!.*(?:ing|ed|ly|less|ware|tion|ness|phone|net|soft|tel|corp|tech)$)[a-z]{4,}$/
