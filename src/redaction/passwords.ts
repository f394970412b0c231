// Passwords and pass phrases that are said after their word. PINs are numbers and left to the number rules.
import type { Finding } from './finding.ts'
import type { Lexeme } from './lexeme.ts'
import { numberAt } from './number-element.ts'
import { breaksBefore, type Passage } from './passage.ts'

const MOST_LEXEMES = 12
const cueWord = new Set(['password', 'passcode', 'passphrase', 'passwords'])
/** What follows "the password is" when no password does. */
const remarks = new Set(
  (
    'wrong incorrect not expired invalid required locked the a an being case too still in on working reset set secure weak ' +
    'strong correct missing blank something what that this it my your stored saved never always only just now already ' +
    'different same about going to for no changed been old new very right fine good okay here there empty sent from by ' +
    'at least least under between longer shorter protected and or but so because when if where until unknown either ' +
    'forgotten lost compromised i you we they he she'
  ).split(' '),
)

/** The passwords of `passage`. */
export function findPasswords(passage: Passage): Finding[] {
  return passage.lexemes.flatMap((lexeme, at): Finding[] => {
    if (!cueWord.has(lexeme.key)) return []
    const from = valueStart(passage.lexemes, at + 1)
    return from === null ? [] : [{ from, to: valueEnd(passage, from), type: 'PASSWORD' }]
  })
}

function valueStart(lexemes: readonly Lexeme[], at: number): number | null {
  const next = lexemes[at]
  if (!next || next.kind === 'masked') return null
  const verb = next.key === 'is' || next.key === 'was' || next.key === "'s" || next.key === "'s"
  const colon = /[:=]/.test(next.gap)
  if (!verb && !colon) return null
  let from = verb ? at + 1 : at
  if (/^(?:all|capital|uppercase|lowercase|lower|upper|spelled|uh|um)$/.test(lexemes[from]?.key ?? '')) from++
  const value = lexemes[from]
  if (
    !value ||
    value.kind === 'masked' ||
    remarks.has(value.key) ||
    (verb && breaksBefore(value) && !/:/.test(value.gap))
  )
    return null
  return from
}

/** One word with the digits, spelled letters and signs after it. */
function valueEnd({ lexemes }: Passage, from: number): number {
  let to = numberAt(lexemes, from)?.to ?? from
  while (to + 1 < lexemes.length && to - from < MOST_LEXEMES) {
    const next = lexemes[to + 1]!
    if (next.kind === 'masked' || /[.?!;,\n]\s/.test(next.gap)) break
    const glued = !/\s/.test(next.gap)
    const piece = /^(?:[b-hj-z]|dash|hyphen|underscore|dollar|hash|exclamation|capital|star|at|dot)$/.test(
      next.key,
    )
    const number = numberAt(lexemes, to + 1)
    const joined = /^(?:dash|hyphen|underscore|dot)$/.test(lexemes[to]!.key)
    if (!glued && !piece && !number && !joined) break
    to = number?.to ?? to + 1
  }
  return to
}
