// Names that are only spelled: "last name S O W E L L", "that is K-O-W-A", "B as in boy, O, Y, D for David".
import type { Finding } from './finding.ts'
import { nearbyBefore } from './nearby.ts'
import { numberAt } from './number-element.ts'
import type { Passage } from './passage.ts'
import { type SpelledRun, spelledRunsOf } from './spelled-run.ts'
import { isEverydayWord } from './words-known.ts'

const LEAST_LETTERS = 3
/** Authorities that are called by their letters. */
const authorities =
  /^(?:irs|fbi|cia|dmv|ssa|epa|fda|cdc|nsa|tsa|dea|usps|ups|aaa|bbb|fcc|ftc|sec|hoa|hr|va|llc)$/
/** The same right behind "my last name is". */
const LEAST_STATED = 2
/** A row with this many letters, of which this many are explained, is spelled whatever was said before it. */
const CERTAIN_LETTERS = 4
const CERTAIN_EXPLAINED = 2

const cue =
  / (?:names?|surname|spelled|spelt|spell|spelling|spells)(?: (?:is|'s|it|that|as|,|:|it 's|that 's|would be|¶|\?|\.|and|[^ ]+))* $/
/** Right before a short name. */
const stated =
  / (?:(?:my|his|her|their|first|last|family|maiden) names?|surname) (?:is|'s)(?: spelled| just)? $/
/** Letters of something else: a code, a plate, a plan. */
const otherCue =
  / (?:codes?|ids?|plates?|number|reference|confirmation|booking|reservation|order|ticket|model|serial|plan|terminal|gate|vitamin|grade|section|option|version|vin|company|website|abbreviation|acronym|password|account|policy|member)(?: [^ ]+){0,3} $/

/** The spelled names of `passage`. */
export function findSpelledNames(passage: Passage): Finding[] {
  const alphabet = alphabetNames(passage)
  return [...alphabet, ...spelledIn(passage)]
}

function spelledIn(passage: Passage): Finding[] {
  return spelledRunsOf(passage.lexemes).flatMap((run): Finding[] => {
    const { from, to, letters } = run
    if (authorities.test(letters)) return []
    if (letters.length < LEAST_LETTERS && !isStated(passage, run)) return []
    if (!isSpelledName(passage, run) && !isReadOut(passage, run)) return []
    return [{ from, to, type: 'NAME', sure: true, spelled: true }]
  })
}

function isSpelledName(passage: Passage, { from, letters, explained }: SpelledRun): boolean {
  const left = nearbyBefore(passage, from)
  if (cue.test(left)) return true
  const certain = letters.length >= CERTAIN_LETTERS && explained >= CERTAIN_EXPLAINED
  return certain && !otherCue.test(left)
}

function isStated(passage: Passage, { from, letters }: SpelledRun): boolean {
  return letters.length >= LEAST_STATED && stated.test(nearbyBefore(passage, from))
}

/** Five letters and more that stand for themselves, or letters that make a word said just before. */
function isReadOut(passage: Passage, { from, to, letters }: SpelledRun): boolean {
  const { lexemes } = passage
  if (letters.length < LEAST_LETTERS || otherCue.test(nearbyBefore(passage, from))) return false
  if (numberAt(lexemes, from - 1) !== null || numberAt(lexemes, to + 1) !== null) return false
  const before = lexemes.slice(Math.max(0, from - SAID_BEFORE), from).map(({ key }) => key)
  if (before.includes(letters)) return !isEverydayWord(letters)
  const beside = lexemes[to + 1]?.key ?? ''
  if (
    /^(?:dot|at|colon|slash|underscore|@)$/.test(beside) ||
    /^(?:dot|at|slash)$/.test(lexemes[from - 1]?.key ?? '')
  )
    return false
  return (
    letters.length >= LEAST_ALONE &&
    !/^(?:https?|www)/.test(letters) &&
    !'abcdefghijklmnopqrstuvwxyz'.includes(letters)
  )
}

const LEAST_ALONE = 5
const SAID_BEFORE = 12

const nato = new Set(
  (
    'alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra ' +
    'tango uniform victor whiskey whisky xray yankee zulu'
  ).split(' '),
)
const LEAST_NATO = 3

/** "Quebec, uniform, India, Lima": a name by the alphabet of pilots, where a spelling is spoken of. */
function alphabetNames(passage: Passage): Finding[] {
  const { lexemes } = passage
  const findings: Finding[] = []
  for (let from = 0; from < lexemes.length; from++) {
    let to = from - 1
    while (nato.has(lexemes[to + 1]?.key ?? '') && (to < from || /^[\s,.-]{1,3}$/.test(lexemes[to + 1]!.gap)))
      to++
    if (to - from + 1 < LEAST_NATO) continue
    const left = nearbyBefore(passage, from)
    const spelling =
      / (?:names?|surname|spell|spelled|spelling|spelt|that 's|it 's|it's) (?:[^ ]+ ){0,3}$/.test(left)
    if (spelling && !otherCue.test(left)) findings.push({ from, to, type: 'NAME', spelled: true })
    from = to
  }
  return findings
}
