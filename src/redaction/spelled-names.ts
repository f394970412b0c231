// Names that are only spelled: "last name S O W E L L", "that is K-O-W-A", "B as in boy, O, Y, D for David".
import type { Finding } from './finding.ts'
import { nearbyBefore } from './nearby.ts'
import type { Passage } from './passage.ts'
import { type SpelledRun, spelledRunsOf } from './spelled-run.ts'

const LEAST_LETTERS = 3
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
  return spelledRunsOf(passage.lexemes).flatMap((run): Finding[] => {
    const { from, to, letters } = run
    if (letters.length < LEAST_LETTERS && !isStated(passage, run)) return []
    if (!isSpelledName(passage, run)) return []
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
