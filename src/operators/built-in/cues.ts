// Cues: patterns with a weight, looked for in turns.
import type { Hit } from '../phrase-matching/hit.ts'
import type { Finder } from '../phrase-matching/literal.ts'
import { createPatternFinder } from '../phrase-matching/pattern.ts'
import type { Turn } from './turns.ts'

/** Patterns that speak for the same thing with the same weight. */
export interface CueGroup {
  /** What they speak for. */
  cue: string
  weight: number
  patterns: readonly string[]
}

/** A cue that was heard. */
export interface HeardCue {
  cue: string
  weight: number
  turn: Turn
  hit: Hit
}

/** Finds the cues of one list; one hit a group and turn. Patterns are read at the first use. */
export function createCueFinder(groups: readonly CueGroup[]): (turn: Turn) => HeardCue[] {
  let finders: { group: CueGroup; find: Finder }[] | undefined
  return (turn) => {
    finders ??= groups.map((group) => ({ group, find: createPatternFinder(group.patterns) }))
    return finders.flatMap(({ group: { cue, weight }, find }) => {
      const [hit] = find(turn.words)
      return hit ? [{ cue, weight, turn, hit }] : []
    })
  }
}
