// Passwords that are known by what they look like and the little that stands around them: "I set it to Maple$Syrup9",
// "the login is hunter99", "k as in kite seven seven star q, that's the password".
import { type Finding, lexemesWithin } from './finding.ts'
import type { Lexeme } from './lexeme.ts'
import { nearbyBefore } from './nearby.ts'
import { numberAt } from './number-element.ts'
import type { Passage } from './passage.ts'

const LEAST_CHARACTERS = 6
const LEAST_PIECES = 3

const token = /(?<![^\s"'“(])[\p{L}\d][\p{L}\d$#!*&^%_?+=-]*[\p{L}\d$#!*&^%]/gu
const withSign = /\p{L}.*[$#!*&^%_+=].*\d|\p{L}.*\d.*[$#!*&^%_+=](?!$)|[$#!*&^%].*\p{L}.*\d/u
const wordAndDigits = /^\p{L}{4,}\d{2,4}!?$/u

/** What leads to a secret. */
const changed =
  / (?:set|change|changed|changing|reset|update|updated|make|made|switch|switched)(?: (?:it|that|this|mine|everything))? to (?:be |uh |um |, |: )?$/
const typed =
  / (?:type|typed|typing|enter|entered|entering|tried|try|trying|use|used|using|put|putting|log in with|logged in with|sign in with|login with)(?: in)?(?: (?:it|that) as)? (?:uh |um |, |: )?$/
const secretNoun =
  / (?:login|log in|logon|wifi|fi|pass|passcode|passphrase|(?:wifi|fi|network) key|credentials)(?: [^ .?]+){0,5} (?:is|was|'s|be|:|it's|=) (?:uh |um |, |: )?$/

const asUser = / (?:log|sign|logged|signed) (?:in|on) as [^ ]+ (?:with|and|using) $/

/** Written passwords of `passage` behind words that lead to one. */
export function writtenSecrets(passage: Passage): Finding[] {
  return [...passage.text.matchAll(token)].flatMap(({ 0: value, index }): Finding[] => {
    if (value.length < LEAST_CHARACTERS) return []
    const exclaims = value.endsWith('!') && /^ [a-z]/.test(passage.text.slice(index + value.length))
    const sign = withSign.test(value) || (exclaims && /\d/.test(value))
    if (!sign && !wordAndDigits.test(value) && !/\p{L}\d+\p{L}/u.test(value)) return []
    const place = lexemesWithin(passage, index, index + value.length)
    if (!place) return []
    const left = nearbyBefore(passage, place.from)
    const led =
      (changed.test(left) && (sign || (wordAndDigits.test(value) && isAboutLogin(passage)))) ||
      ((sign || wordAndDigits.test(value)) && secretNoun.test(left)) ||
      (sign && typed.test(left)) ||
      (/\p{L}\d+\p{L}/u.test(value) && asUser.test(left))
    return led ? [{ ...place, type: 'PASSWORD' }] : []
  })
}

function isAboutLogin({ lexemes, before }: Passage): boolean {
  return [...before, ...lexemes].some(({ key }) =>
    /^(?:passwords?|passcodes?|logins?|log|logged|pin)$/.test(key),
  )
}

const sign =
  /^(?:dash|hyphen|underscore|dollar|hash|hashtag|pound|exclamation|point|mark|star|asterisk|sign|percent|ampersand|capital|uppercase|lowercase|upper|lower|case)$/
const between = /^(?:then|and|uh|um|as|in|the)$/

/** "R as in robert seven nine pound sign q q, that's the password": what is read out before the word at `cue`. */
export function spelledBefore(lexemes: readonly Lexeme[], cue: number): { from: number; to: number } | null {
  if (!/^(?:password|passcode|passphrase)$/.test(lexemes[cue]!.key)) return null
  const said = lexemes.slice(Math.max(0, cue - 3), cue).map(({ key }) => key)
  const verb = /(?:^| )(that 's|that's|that is|is|'s|is|as|for) (?:the|my|our|his|her)$/.exec(said.join(' '))
  if (!verb) return null
  const to = cue - 2 - verb[1]!.split(' ').length
  let from = to + 1
  let pieces = 0
  for (let at = to; at >= 0; at--) {
    const { key, kind } = lexemes[at]!
    const letter = /^[a-z]$/.test(key)
    const explained = lexemes[at - 1]?.key === 'in' && lexemes[at - 2]?.key === 'as'
    const number = kind === 'digits' || numberAt(lexemes, at) !== null
    if (!letter && !explained && !number && !sign.test(key) && !between.test(key)) break
    if (letter || number || sign.test(key)) {
      pieces++
      from = at
    }
  }
  const read = lexemes.slice(from, to + 1)
  const mixed = read.some(({ key }) => /^[a-z]$/.test(key) || sign.test(key))
  return pieces >= LEAST_PIECES && mixed ? { from, to } : null
}
