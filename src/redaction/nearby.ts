// The few words left of a place with their punctuation, for cues that must stand right before it.

import { TURN } from './left-context.ts'
import type { Lexeme } from './lexeme.ts'
import type { Passage } from './passage.ts'

const WORDS = 7

/** The last words before lexeme `at`, folded, joined by single spaces with a space at both ends. A gap that holds
 * punctuation adds one sign: `.` where a sentence may end, `:` or `?` as they are, `,` for the rest. */
export function nearbyBefore(passage: Passage, at: number): string {
  const parts: string[] = []
  const from = Math.max(0, at - WORDS)
  for (let i = from; i <= at; i++) {
    const lexeme = passage.lexemes[i]
    if (lexeme && i > from) parts.push(...sign(lexeme.gap))
    else if (lexeme && i === 0) parts.push(...sign(lexeme.gap))
    if (lexeme && i < at) parts.push(lexeme.key)
  }
  const missing = WORDS - (at - from)
  const earlier = missing > 0 && from === 0 ? passage.before.slice(-WORDS) : []
  const before = earlier.flatMap(({ key, gap }: Lexeme, i) => (i === 0 ? [key] : [...sign(gap), key]))
  return ` ${[...before, ...(earlier.length > 0 ? [TURN] : []), ...parts].join(' ')} `
}

function sign(gap: string): string[] {
  const mark = /[?]/.exec(gap) ?? /[:=]/.exec(gap) ?? /[.!;>\n|]/.exec(gap) ?? /[,]/.exec(gap)
  if (!mark) return []
  return [/[!;>\n|]/.test(mark[0]) ? '.' : mark[0]]
}
