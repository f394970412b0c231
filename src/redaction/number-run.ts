// Rows of numbers said one after the other, such as a card number: which lexemes they take, their digits, and how
// they were grouped. What a row means is decided elsewhere.

import type { Lexeme } from './lexeme.ts'
import { type NumberElement, numberAt } from './number-element.ts'
import { digitWords, slipWords } from './number-words.ts'

/** A row of numbers. */
export interface NumberRun {
  /** First and last lexeme, both included. */
  from: number
  to: number
  /** All digits; `?` stands for a word that was heard in place of a digit. */
  digits: string
  /** How many digits were said or written without a pause, in order; empty when each stood alone. */
  groups: number[]
  elements: NumberElement[]
  /** True when "plus" or "+" stands before it. */
  plus: boolean
  /** True when it contains words that may be no digits. */
  unsure: boolean
}

/** Fewest digits in a row with doubtful words in it; a shorter one is cut at those words. */
const LEAST_UNSURE = 7

const fillers = new Set(['uh', 'um', 'er', 'erm', 'hmm', 'like'])
const weakFillers = new Set(['and', 'then', 'so', 'uhhuh'])
const separators = new Set(['dash', 'hyphen', 'space', 'minus', 'dot', 'point', 'slash', 'stroke'])
/** Words between two digits that are never a digit misheard. */
const meaning = new Set(
  (
    'is are was my your the a an cvv cvc code exp expires expiry expiration expiring zip at extension ext pin phone fax ' +
    'mobile desk cell apt apartment suite unit box in on of by with from comma dollars dollar cents percent minutes ' +
    'hours days weeks months years pounds miles times am pm oclock hundred thousand million half january february ' +
    'march april may june july august september october november december street avenue road drive lane i you we it ' +
    'they he she no not yes but number point plus colon equals out people items pieces per each more less that this'
  ).split(' '),
)

type Join = 'plain' | 'group' | 'unsure'

/** All rows of numbers in `lexemes`, in order. */
export function numberRunsOf(lexemes: readonly Lexeme[]): NumberRun[] {
  const runs: NumberRun[] = []
  let at = 0
  while (at < lexemes.length) {
    const run = isStart(lexemes, at) ? runAt(lexemes, at) : null
    if (run) runs.push(run)
    at = run ? run.to + 1 : at + 1
  }
  return runs
}

/** "Oh" and "o" start a row only right before another number. */
function isStart(lexemes: readonly Lexeme[], at: number): boolean {
  const { key } = lexemes[at]!
  if (key !== 'oh' && key !== 'o') return true
  const next = lexemes[at + 1]
  return next !== undefined && /^[\s-]$/.test(next.gap) && numberAt(lexemes, at + 1) !== null
}

function runAt(lexemes: readonly Lexeme[], at: number): NumberRun | null {
  const first = numberAt(lexemes, at)
  if (!first) return null
  const elements = [first]
  const joins: Join[] = []
  for (;;) {
    const next = nextElement(lexemes, elements)
    if (!next) break
    elements.push(next.element)
    joins.push(next.join)
  }
  return cutUnsure(lexemes, elements, joins)
}

function nextElement(
  lexemes: readonly Lexeme[],
  elements: readonly NumberElement[],
): { element: NumberElement; join: Join } | null {
  const last = elements.at(-1)!
  let at = last.to + 1
  let join: Join = 'plain'
  let skipped = 0
  for (; at < lexemes.length && skipped <= 3; at++, skipped++) {
    const lexeme = lexemes[at]!
    if (!/^[\s,.\-–—/()+·…]*$/.test(lexeme.gap)) return null
    if (/[,.\-–/()\n]/.test(lexeme.gap) || lexeme.kind === 'digits') join = join === 'plain' ? 'group' : join
    const element = numberAt(lexemes, at)
    if (element) return joinAllowed(last, element, join) ? { element, join } : null
    if (separators.has(lexeme.key)) join = join === 'unsure' ? join : 'group'
    else if (fillers.has(lexeme.key)) continue
    else if (lexeme.kind === 'word' && join !== 'unsure') join = 'unsure'
    else return null
    if (join === 'unsure' && !mayBeDigit(lexemes, at, last)) return null
  }
  return null
}

function mayBeDigit(lexemes: readonly Lexeme[], at: number, last: NumberElement): boolean {
  const { key } = lexemes[at]!
  if (meaning.has(key) || lexemes[at]!.gap === '') return false
  if (!isShort(last)) return false
  if (slipWords.has(key) || weakFillers.has(key)) return true
  return !/['-]/.test(key) && key.length <= 10
}

/** Short enough to be a part of a number that is read out. */
function isShort({ digits, amount }: NumberElement): boolean {
  return digits.length <= 4 && !amount
}

function joinAllowed(last: NumberElement, element: NumberElement, join: Join): boolean {
  return join !== 'unsure' || (isShort(element) && (element.single || last.single || !element.figures))
}

function cutUnsure(lexemes: readonly Lexeme[], elements: NumberElement[], joins: Join[]): NumberRun | null {
  let run = assemble(lexemes, elements, joins)
  while (run.unsure && (run.digits.length < LEAST_UNSURE || !looksReadOut(elements))) {
    const cut = joins.lastIndexOf('unsure')
    elements = elements.slice(0, cut + 1)
    joins = joins.slice(0, cut)
    run = assemble(lexemes, elements, joins)
  }
  return run
}

/** Read out digit by digit for the most part, as against "between 200 and 300". */
function looksReadOut(elements: readonly NumberElement[]): boolean {
  const singles = elements.filter(({ single }) => single).length
  return singles >= 3 || elements.length >= 4
}

function assemble(lexemes: readonly Lexeme[], elements: NumberElement[], joins: Join[]): NumberRun {
  let digits = ''
  const groups: number[] = []
  elements.forEach((element, i) => {
    const between = joins[i - 1] === 'unsure' ? wordBetween(lexemes, elements[i - 1]!, element) : ''
    if (i === 0 || joins[i - 1] === 'group') groups.push(0)
    digits += between + element.digits
    groups[groups.length - 1]! += between.length + element.digits.length
  })
  const from = elements[0]!.from
  const plus = lexemes[from - 1]?.key === 'plus' || lexemes[from]!.gap.includes('+')
  return {
    from,
    to: elements.at(-1)!.to,
    digits,
    groups: groups.every((length) => length === 1) ? [] : groups,
    elements,
    plus,
    unsure: joins.includes('unsure'),
  }
}

/** The digit that a doubtful word between two numbers stands for; empty when it stands for none. */
function wordBetween(lexemes: readonly Lexeme[], last: NumberElement, next: NumberElement): string {
  const words = lexemes.slice(last.to + 1, next.from).map(({ key }) => key)
  const word = words.find((key) => !fillers.has(key) && !separators.has(key) && !digitWords.has(key))
  if (word === undefined || weakFillers.has(word)) return ''
  return slipWords.get(word) ?? '?'
}
