// Phone numbers that are named behind themselves: "five five five oh one two two is my cell", "… on file as your phone".
import type { PersonalDataType } from '../domain/sentence.ts'
import type { Lexeme } from './lexeme.ts'
import type { NumberRun } from './number-row.ts'
import type { Passage } from './passage.ts'

const LEAST_DIGITS = 7
const MOST_DIGITS = 11
/** How far behind the number its noun is looked for, in lexemes. */
const REACH = 10

const behind =
  /^(?:(?:on|in) (?:file|record|the system) |here |down |listed |saved |registered |right now |still )*(?:as|is|'s|was|for) (?:still )?(?:(?:your|my|his|her|our|their|the|a) )(?:(?:best|main|primary|home|work|office|daytime|new|old|current|other|backup|emergency) )*(?:(?:phone|cell|cellphone|mobile|telephone|landline|callback|contact|fax)(?: (?:number|phone))?|number (?:for (?:me|him|her|us)|to (?:call|reach|use|try)))(?= |$)/

const lastFour =
  /^(?:(?:on|in) (?:file|record) |here |down |listed )*(?:as|is|are|'s|for) (?:the |my |your |his |her )?(?:last|final) (?:four|4)(?: digits| numbers)? (?:of|on|for) (?:(?:the|my|your|his|her|that) )?(?:[^ ]+ )?(social|ssn|card|visa|mastercard|phone|cell|account)(?= |$)/
const typesOfLastFour = new Map<string, PersonalDataType>([
  ['social', 'SSN'],
  ['ssn', 'SSN'],
  ['phone', 'PHONE'],
  ['cell', 'PHONE'],
  ['account', 'ACCOUNT_NUMBER'],
])

/** What the words right behind `run` call it, null when they do not. */
export function namedBehind({ lexemes }: Passage, run: NumberRun): PersonalDataType | null {
  const four = run.digits.length === 4 && !run.unsure ? lastFour.exec(wordsBehind(lexemes, run.to)) : null
  if (four) return typesOfLastFour.get(four[1]!) ?? 'CREDIT_CARD'
  if (run.unsure || run.digits.length < LEAST_DIGITS || run.digits.length > MOST_DIGITS) return null
  return behind.test(wordsBehind(lexemes, run.to)) ? 'PHONE' : null
}

/** The words of the sentence behind lexeme `to`. */
function wordsBehind(lexemes: readonly Lexeme[], to: number): string {
  const keys: string[] = []
  for (let at = to + 1; at <= to + REACH && at < lexemes.length; at++) {
    if (/[.?!;\n]/.test(lexemes[at]!.gap)) break
    keys.push(lexemes[at]!.key)
  }
  return keys.join(' ')
}
