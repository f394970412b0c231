// What follows words that announce an address, whatever its form: foreign streets, numbers behind, towns.
import {
  unitWords as flatWords,
  stopWords,
  streetEnding,
  streetWords,
  waryStreetWords,
} from './address-words.ts'
import type { Lexeme } from './lexeme.ts'
import { nearbyBefore } from './nearby.ts'
import { unitWords } from './number-cues.ts'
import { numberAt } from './number-element.ts'
import type { Passage } from './passage.ts'
import { isCommonWord, isCountry } from './words-known.ts'

const MOST_LEXEMES = 30
const HOUSE_DIGITS = 6

const strong =
  / (?:address (?:is|was|'s|at|to|with|would be|should be|:|\?|of (?:[^ ]+ ){1,3}is)|(?:live|lives|lived|living|located|reside|resides|residing|stay|stays|staying) (?:at|on)|arrived at|meet (?:you|me|him|her|us|them) at|(?:drops?|dropped|pick|picks|picked|picking) (?:you|me|him|her|us|them|it) (?:off|up) at|(?:deliver|delivered|delivery|ship|shipped|send|sent|mail|mailed|forward|forwarded|moved|moving|come|go) (?:it |them |this |that |everything |her |him )?(?:over |out )?to|(?:where|to)[^.?¶]* \? (?:user :|it 's|to)?|(?:address|live|located|sent to|ship|deliver|street)[^¶]* ¶(?: yes| yeah| sure| it 's| it is| that 's| okay| uh| um| ,| the address is| my address is| i live at| at)*) $/
const weak =
  / (?:station|stop|office|offices|store|house|home|place|shop|building|clinic|branch|restaurant|hotel|school|warehouse|address|party|wedding|meeting|event) (?:is|are|was|were|'s) (?:located )?(?:at|on|in) $/

/** True when `left`, the words right before a place, announce an address there. */
export function announcesAddress(left: string): boolean {
  return strong.test(left) || weak.test(left)
}

/** The addresses of `passage` that are known only by what announces them. */
export function addressAfterCue(passage: Passage): { from: number; to: number }[] {
  const places: { from: number; to: number }[] = []
  for (let at = 0; at < passage.lexemes.length; at++) {
    const { kind, key } = passage.lexemes[at]!
    if (kind === 'masked' || kind === 'at' || stopWords.has(key)) continue
    if (!announcesAddress(nearbyBefore(passage, at))) continue
    const to = addressEnd(passage, at)
    if (to === null) continue
    places.push({ from: at, to })
    at = to
  }
  return places
}

/** Runs to the first word that is in no address; that must have taken in a number and a name. */
function addressEnd({ lexemes, cased }: Passage, at: number): number | null {
  let to = at - 1
  let digits = 0
  let named = false
  for (let i = at; i < lexemes.length && i - at < MOST_LEXEMES; i++) {
    const lexeme = lexemes[i]!
    if (i > at && endsAddress(lexemes, i)) break
    if (lexeme.kind === 'masked' || lexeme.kind === 'at') break
    const number = numberAt(lexemes, i)
    if (number) {
      if (unitWords.has(lexemes[number.to + 1]?.key ?? '')) return null
      digits += number.digits.length
      i = number.to
    } else if (isPart(lexeme, cased)) named ||= isName(lexeme, cased)
    else break
    to = i
  }
  if (digits < 2 || !named || to < at) return null
  return digits <= HOUSE_DIGITS * 4 ? to : null
}

function endsAddress(lexemes: readonly Lexeme[], at: number): boolean {
  const { gap, key } = lexemes[at]!
  if (/[?!;:]/.test(gap) || stopWords.has(key)) return true
  return /\.\s/.test(gap) && !/^(?:st|apt|ave|rd|dr|blvd|ste|no|n|s|e|w)$/.test(lexemes[at - 1]!.key)
}

function isPart({ key, capital }: Lexeme, cased: boolean): boolean {
  if (!isCommonWord(key) || /^[a-z]$/.test(key)) return true
  return (
    streetWords.has(key) ||
    waryStreetWords.has(key) ||
    flatWords.has(key) ||
    isCountry(key) ||
    !cased ||
    capital
  )
}

function isName({ key, capital, kind }: Lexeme, cased: boolean): boolean {
  if (kind !== 'word' || key.length < 3) return false
  return !isCommonWord(key) || streetEnding.test(key) || streetWords.has(key) || (cased && capital)
}
