// How far a password goes once it has begun, and whether it is one: "green tractor ninety nine", "capital K, ettle,
// nine", "Rainbow#8", as against "too long", "written down".
import type { Lexeme } from './lexeme.ts'
import { numberAt } from './number-element.ts'
import type { Passage } from './passage.ts'

const MOST_LEXEMES = 16
/** Most words of a password without digits or signs. */
const MOST_PLAIN_WORDS = 4

/** What follows "the password is" when no password does. */
export const remarks = new Set(
  (
    'wrong incorrect not expired invalid required locked the a an being case too still in on working reset set secure weak ' +
    'strong correct missing blank something what that this it my your stored saved never always only just now already ' +
    'different same about going to for no changed been old new very right fine good okay here there empty sent from by ' +
    'at least under between longer shorter protected and or but so because when if where until unknown either ' +
    'forgotten lost compromised i you we they he she really way pretty kind sort quite more as supposed bad long short ' +
    'all some any everything also probably hint policy field box manager page screen prompt link email again please reset ' +
    'must should has had have will would does did is was of with request requirements rules app protection or twice until ' +
    'needed used wont wrong is not hard easy impossible simple unique temporary case-sensitive optional up out off down ' +
    'cracked hacked stolen shown visible hidden encrypted ready done complete gone available accepted rejected denied ' +
    'stuck mandatory needs need requires keeps gets goes says works fails contains contain cannot can could expires resets wants ' +
    'safe obvious common generic standard similar identical useless pointless annoying ridiculous fake real true false ' +
    'entered typed taken used recorded rejected updated visible there linked tied shared known confidential secret sensitive ' +
    'broken busted slow weird confusing simple unchanged public private personal default important private ok great enough both none nothing anything somewhere'
  ).split(' '),
)
/** Words that end a password, since they go on after it. */
const ends =
  /^(?:all|and|but|with|for|i|i'm|please|if|or|because|cause|which|that|that's|thats|is|was|so|it|it's|no|lowercase|uppercase|you|we|they|to|on|in|at|when|where|just|not|right|okay|thanks|my|the|as|one|as|now|then|from|can|did|do)$/
/** Signs by word. */
const signs =
  /^(?:dash|hyphen|underscore|dollar|hash|hashtag|pound|exclamation|point|mark|star|asterisk|at|dot|sign|percent|ampersand|question|capital|uppercase|lowercase|upper|lower|case)$/
const strongSigns =
  /^(?:dash|hyphen|underscore|dollar|hash|hashtag|exclamation|star|asterisk|ampersand|capital|uppercase)$/

/** The last lexeme of the password that begins at `from`. */
export function valueEnd({ lexemes }: Passage, from: number): number | null {
  let to = numberAt(lexemes, from)?.to ?? from
  while (to + 1 < lexemes.length && to - from < MOST_LEXEMES) {
    const next = lexemes[to + 1]!
    if (next.kind === 'masked' || isPause(lexemes, from, to + 1)) break
    const glued = !/\s/.test(next.gap)
    const number = numberAt(lexemes, to + 1)
    if (!glued && !number && !mayStand(lexemes, to + 1)) break
    to = number?.to ?? to + 1
  }
  while (
    to > from &&
    /^(?:lower|upper|case|capital|sign|uh|um)$/.test(lexemes[to]!.key) &&
    /\s/.test(lexemes[to]!.gap)
  )
    to--
  return to
}

/** A full stop ends it; a comma does unless it is read out in pieces: "capital M, ango, tree, fifty-five". */
function isPause(lexemes: readonly Lexeme[], from: number, at: number): boolean {
  const { gap } = lexemes[at]!
  if (/[.?!;:\n]\s/.test(gap)) return true
  if (!/,\s/.test(gap)) return false
  const pieces =
    numberAt(lexemes, at) !== null || lexemes.slice(from, at).some(({ key }) => strongSigns.test(key))
  return !pieces
}

function mayStand(lexemes: readonly Lexeme[], at: number): boolean {
  const { key } = lexemes[at]!
  if (signs.test(key) && key !== 'at')
    return !/^(?:lower|lowercase)$/.test(key) || lexemes[at + 1] !== undefined
  if (/^[b-hj-z]$/.test(key)) return true
  if (key === 'at') return /^(?:sign)$/.test(lexemes[at + 1]?.key ?? '')
  if (/^(?:as|in|for)$/.test(key)) return isLetterBefore(lexemes, at)
  return !ends.test(key)
}

/** "G as in george". */
function isLetterBefore(lexemes: readonly Lexeme[], at: number): boolean {
  const [before, beyond] = [lexemes[at - 1]?.key ?? '', lexemes[at - 2]?.key ?? '']
  return /^[a-z]$/.test(before) || (before === 'as' && /^[a-z]$/.test(beyond))
}

interface Value {
  from: number
  to: number
  /** Nothing said plainly that a password follows. */
  strict: boolean
}

/** True when what stands there is a secret rather than a remark. */
export function isSecret(passage: Passage, { from, to, strict }: Value): boolean {
  const { lexemes, text } = passage
  const words = lexemes.slice(from, to + 1)
  const said = text.slice(words[0]!.start, words.at(-1)!.end)
  const mixed =
    /\p{L}[^\s]*\d|\d[^\s]*\p{L}|\p{L}[#$!*&_]+\p{L}*|[#$!*&_]\p{L}/u.test(said) &&
    !/\d(?:st|nd|rd|th|am|pm)\b/i.test(said)
  if (mixed || words.some(({ key }) => strongSigns.test(key))) return true
  const letters = words.filter(({ key }) => /^[a-z]$/.test(key)).length
  if (letters >= 2) return true
  const digits = lexemes.some((_, at) => at >= from && at <= to && numberAt(lexemes, at) !== null)
  const plain = words.filter(({ kind, key }) => kind === 'word' && key.length > 1).length
  if (digits && plain > 0 && !isMeasured(lexemes, from, to)) return plain <= MOST_PLAIN_WORDS + 2
  if (digits) return !strict && !isMeasured(lexemes, from, to)
  if (strict || words.length > MOST_PLAIN_WORDS || remarks.has(words.at(-1)!.key)) return false
  if (words.some(({ key }) => /(?:ly|ing)$/.test(key)) || /(?:ed|en)$/.test(words[0]!.key)) return false
  return goesOn(lexemes[to + 1])
}

/** "Eight characters". */
function isMeasured(lexemes: readonly Lexeme[], from: number, to: number): boolean {
  const unit =
    /^(?:characters?|letters?|digits?|numbers?|times?|words?|minutes?|hours?|days?|weeks?|months?|years?|attempts?|tries|symbols?|percent|dollars?)$/
  const within = lexemes.slice(from, to + 1).some(({ key }) => unit.test(key) || key === 'ago')
  return within || unit.test(lexemes[to + 1]?.key ?? '')
}

/** A plain word is a password only where the sentence ends with it, or goes on with how it is written. */
function goesOn(next: Lexeme | undefined): boolean {
  return (
    next === undefined ||
    /[,.?!;\n]/.test(next.gap) ||
    /^(?:all|and|with|one|lowercase|uppercase|no|but)$/.test(next.key)
  )
}
