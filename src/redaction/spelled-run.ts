// Rows of letters as people spell them: "M I L L E R", "B as in boy, R for Robert", "double L", "are as in river".
import type { Lexeme } from './lexeme.ts'

/** A row of letters. */
export interface SpelledRun {
  /** First and last lexeme, both included, words that explain a letter with it. */
  from: number
  to: number
  /** The letters, folded. */
  letters: string
  /** How many of them were explained by a word or doubled. */
  explained: number
}

const homophones: Record<string, string> = {
  be: 'b',
  bee: 'b',
  see: 'c',
  sea: 'c',
  dee: 'd',
  eff: 'f',
  gee: 'g',
  aitch: 'h',
  eye: 'i',
  jay: 'j',
  kay: 'k',
  el: 'l',
  em: 'm',
  en: 'n',
  oh: 'o',
  pea: 'p',
  pee: 'p',
  queue: 'q',
  cue: 'q',
  are: 'r',
  ess: 's',
  tea: 't',
  tee: 't',
  you: 'u',
  why: 'y',
  zee: 'z',
  zed: 'z',
}

interface Unit {
  to: number
  letters: string
  explained: boolean
}

/** The row that begins at lexeme `at`, however short; null when no letter stands there. */
export function spelledRunAt(lexemes: readonly Lexeme[], at: number): SpelledRun | null {
  const first = unitAt(lexemes, at)
  if (!first) return null
  const run = { from: at, to: first.to, letters: first.letters, explained: first.explained ? 1 : 0 }
  for (;;) {
    const next = isBetween(lexemes[run.to + 1]) ? run.to + 2 : run.to + 1
    const unit = unitAt(lexemes, next)
    if (!unit || !mayFollow(lexemes, next)) return run
    run.to = unit.to
    run.letters += unit.letters
    run.explained += unit.explained ? 1 : 0
  }
}

/** Every row of `lexemes` with at least two letters or an explained one, in order. */
export function spelledRunsOf(lexemes: readonly Lexeme[]): SpelledRun[] {
  const runs: SpelledRun[] = []
  for (let at = 0; at < lexemes.length; at++) {
    const run = spelledRunAt(lexemes, at)
    if (!run || (run.letters.length < 2 && run.explained === 0)) continue
    runs.push(run)
    at = run.to
  }
  return runs
}

/** What may stand between two letters of a name. */
function isBetween(lexeme: Lexeme | undefined): boolean {
  return lexeme !== undefined && /^(?:and|then|uh|um|dash|hyphen|apostrophe|capital)$/.test(lexeme.key)
}

function mayFollow(lexemes: readonly Lexeme[], at: number): boolean {
  const gaps = isBetween(lexemes[at - 1]) ? [lexemes[at - 1]!.gap, lexemes[at]!.gap] : [lexemes[at]!.gap]
  return gaps.every((gap) => /^[\s,.;-]{0,3}$/.test(gap))
}

function unitAt(lexemes: readonly Lexeme[], at: number): Unit | null {
  const lexeme = lexemes[at]
  if (!lexeme) return null
  const times = { double: 2, triple: 3 }[lexeme.key]
  if (times !== undefined) {
    const letter = lexemes[at + 1]
    if (!letter || !isLetter(letter) || !/^[\s-]$/.test(letter.gap)) return null
    const end = explanationEnd(lexemes, at + 1, letter.key) ?? at + 1
    return { to: end, letters: letter.key.repeat(times), explained: true }
  }
  if (isLetter(lexeme)) {
    const end = explanationEnd(lexemes, at, lexeme.key)
    return { to: end ?? at, letters: lexeme.key, explained: end !== null }
  }
  const letter = homophones[lexeme.key]
  const end = letter !== undefined && isAsIn(lexemes, at) ? explanationEnd(lexemes, at, letter) : null
  return letter !== undefined && end !== null ? { to: end, letters: letter, explained: true } : null
}

function isLetter({ key, kind }: Lexeme): boolean {
  return kind === 'word' && /^[a-z]$/.test(key)
}

function isAsIn(lexemes: readonly Lexeme[], at: number): boolean {
  return lexemes[at + 1]?.key === 'as' && lexemes[at + 2]?.key === 'in'
}

/** The word that explains the letter at `at`: "as in boy", "for Bravo", "like boy". After "for" and "like" it has to begin
 * with that letter; "I like ice" is no spelling. */
function explanationEnd(lexemes: readonly Lexeme[], at: number, letter: string): number | null {
  const joint = lexemes[at + 1]
  if (!joint || !/^,?\s$/.test(joint.gap)) return null
  if (isAsIn(lexemes, at)) return isWord(lexemes[at + 3]) ? at + 3 : null
  if (joint.key !== 'for' && joint.key !== 'like') return null
  const word = lexemes[at + 2]
  if (!isWord(word) || !word!.key.startsWith(letter)) return null
  const sentence = letter === 'i' && !isLetterBeside(lexemes, at)
  return sentence ? null : at + 2
}

function isWord(lexeme: Lexeme | undefined): boolean {
  return lexeme?.kind === 'word' && lexeme.key.length > 1 && /^\s$/.test(lexeme.gap)
}

function isLetterBeside(lexemes: readonly Lexeme[], at: number): boolean {
  const [before, behind] = [lexemes[at - 1], lexemes[at + 3]]
  return (before !== undefined && isLetter(before)) || (behind !== undefined && isLetter(behind))
}
