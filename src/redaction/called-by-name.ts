// Whether a common word that is somebody's name on this call is used as a name: "okay mark, …", "Brown?".
import type { Lexeme } from './lexeme.ts'
import { isSurname } from './words-known.ts'

/** Words behind which somebody is called by name. */
const calling = new Set(
  (
    'hi hello hey thanks you thank okay ok alright right sure yes yeah yep no sorry dear welcome goodbye bye great perfect ' +
    'mr mrs ms miss morning afternoon evening so well correct lovely wonderful excellent good'
  ).split(' '),
)
/** Words with which one goes on after a name without a pause. */
const goesOn = new Set(
  "how what can could may i i'm i'll we you your please thank thanks let this is are do did it would just and one".split(
    ' ',
  ),
)
/** Words that are seldom names and often verbs or months: only a pause behind them makes them names. */
const wary = /^(?:will|may|april|june|august|can|mark|grant|rob|chase|bill|drew|hope|rush|cook|hunt)$/
const introducing =
  / (?:(?:this|names?|it|that) (?:is|'s|was)|is this|(?:speak|speaking|talk|talking|spoke|talked) (?:with|to)|names?) $/

/** How many lexemes from `at` on are the name: 0 when the word is used as a word, 2 with a surname behind it. */
export function isCalledBy(lexemes: readonly Lexeme[], at: number): number {
  const lexeme = lexemes[at]!
  const next = lexemes[at + 1]
  if (
    next?.kind === 'word' &&
    next.gap === ' ' &&
    isSurname(next.key) &&
    ends(lexemes[at + 2]) &&
    begins(lexemes, at)
  )
    return 2
  const left = ` ${lexemes
    .slice(Math.max(0, at - 3), at)
    .map(({ key }) => key)
    .join(' ')} `
  const called = begins(lexemes, at) || calling.has(lexemes[at - 1]!.key)
  if ((called || introducing.test(left)) && ends(next)) return 1
  if (called && at > 0 && !wary.test(lexeme.key) && goesOn.has(next?.key ?? '')) return 1
  return isCapitalInside(lexemes, at) ? 1 : 0
}

function begins(lexemes: readonly Lexeme[], at: number): boolean {
  return at === 0 || /[.?!,;\n]/.test(lexemes[at]!.gap)
}

function ends(next: Lexeme | undefined): boolean {
  return next === undefined || /[.?!,;\n]/.test(next.gap) || next.key === "'s"
}

/** A capital that no sentence start explains and no other capital stands beside. */
function isCapitalInside(lexemes: readonly Lexeme[], at: number): boolean {
  const { key, capital, gap } = lexemes[at]!
  if (!capital || at === 0 || /[.?!:\n"]/.test(gap) || /^(?:may|april|june|august)$/.test(key)) return false
  const beside = [lexemes[at - 1], lexemes[at + 1]]
  if (beside.some((one) => one?.capital && one.key.length > 1 && !calling.has(one.key))) return false
  return lexemes.some(({ kind, text }) => kind === 'word' && text.length > 1 && text === text.toLowerCase())
}
