// Rows of numbers said one after the other, such as a card number: which lexemes they take, their digits, and how
// they were grouped. What a row means is decided elsewhere.

import type { Lexeme } from './lexeme.ts'
import { withMisheardEnds } from './misheard-ends.ts'
import { unitWords } from './number-cues.ts'
import { type NumberElement, numberAt } from './number-element.ts'
import type { NumberRun } from './number-row.ts'
import { digitWords, slipWords } from './number-words.ts'

/** Fewest digits in a row with doubtful words in it; a shorter one is cut at those words. */
const LEAST_UNSURE = 7
/** Most misheard words in a row, and how many digits must be read out on both sides when they are several. */
const MOST_MISHEARD = 3
const LEAST_BESIDE = 3
/** How many numbers must be the same for a row to have been begun again. */
const LEAST_AGAIN = 3
/** Largest share of gaps between numbers that hold a doubtful word; "one or two, three or four" has more. */
const MOST_UNSURE_SHARE = 0.3
/** Most gaps with a doubtful word in one row. */
const MOST_UNSURE = 8

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
    'they he she no not yes but number point plus colon equals out people items pieces per each more less that this ' +
    'after before until till since around about between during under over past near except when where who what which ' +
    'if because while also again please thanks thank sorry okay ok right yeah yep sure only just maybe every any some ' +
    'all other another his her their our its there here today tomorrow tonight morning afternoon evening night noon ' +
    'weekdays monday tuesday wednesday thursday friday saturday sunday work home be have has had was were been will can'
  ).split(' '),
)

/** Words that are spelled and announce another number. */
const spelledCues = /^(?:c v [vc]|c i d|s s n|d o b|p i n|e x p|z i p)$/

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
  let unsure = 0
  for (;;) {
    const next = nextElement(lexemes, elements)
    if (!next) break
    if (next.join === 'unsure' && unsure++ === MOST_UNSURE) break
    elements.push(next.element)
    joins.push(next.join)
  }
  const run = cutUnsure(lexemes, elements, joins)
  return run && withMisheardEnds(lexemes, run)
}

function nextElement(
  lexemes: readonly Lexeme[],
  elements: readonly NumberElement[],
): { element: NumberElement; join: Join } | null {
  const last = elements.at(-1)!
  let at = last.to + 1
  let join: Join = 'plain'
  let misheard = 0
  for (let skipped = 0; at < lexemes.length && skipped <= MOST_MISHEARD; at++, skipped++) {
    const lexeme = lexemes[at]!
    if (!/^[\s,.\-–—/()+·…]*$/.test(lexeme.gap)) return null
    if (/[,.\-–/()\n]/.test(lexeme.gap) || lexeme.kind === 'digits') join = join === 'plain' ? 'group' : join
    const element = numberAt(lexemes, at)
    if (element) {
      const allowed = joinAllowed(last, element, join) && (misheard < 2 || isReadOut(lexemes, elements, at))
      return allowed ? { element, join } : null
    }
    if (separators.has(lexeme.key)) join = join === 'unsure' ? join : 'group'
    else if (fillers.has(lexeme.key)) continue
    else if (lexeme.kind === 'word' && misheard < MOST_MISHEARD) {
      join = 'unsure'
      misheard++
    } else return null
    if (join === 'unsure' && (!mayBeDigit(lexemes, at, last) || isCorrection(lexemes, at, elements)))
      return null
  }
  return null
}

/** Digits said one by one before and from lexeme `at` on: several words between them may be digits as well. Words that
 * sound like digits need fewer on one side. */
function isReadOut(lexemes: readonly Lexeme[], elements: readonly NumberElement[], at: number): boolean {
  let before = 0
  while (before < 2 * LEAST_BESIDE && elements.at(-1 - before) && isShort(elements.at(-1 - before)!)) before++
  let behind = 0
  let next = numberAt(lexemes, at)
  while (next && isShort(next) && behind < 2 * LEAST_BESIDE) {
    behind++
    next = numberAt(lexemes, next.to + 1)
  }
  const between = lexemes.slice(elements.at(-1)!.to + 1, at)
  if (between.every(({ key }) => slipWords.has(key))) return before + behind >= 2 * LEAST_BESIDE
  return before >= LEAST_BESIDE && behind >= LEAST_BESIDE
}

/** "Triple two nine one or uh triple two nine six": said again from the start. */
function isCorrection(lexemes: readonly Lexeme[], at: number, elements: readonly NumberElement[]): boolean {
  if (lexemes[at]!.key !== 'or') return false
  let next = fillers.has(lexemes[at + 1]?.key ?? '') ? at + 2 : at + 1
  for (const { digits } of elements.slice(0, LEAST_AGAIN)) {
    const again = numberAt(lexemes, next)
    if (again?.digits !== digits) return false
    next = again.to + 1
  }
  return elements.length > LEAST_AGAIN
}

function mayBeDigit(lexemes: readonly Lexeme[], at: number, last: NumberElement): boolean {
  const { key } = lexemes[at]!
  if (
    spelledCues.test(
      lexemes
        .slice(at, at + 3)
        .map((one) => one.key)
        .join(' '),
    )
  )
    return false
  if (meaning.has(key) || unitWords.has(key) || lexemes[at]!.gap === '') return false
  if (!isShort(last)) return false
  if (slipWords.has(key) || weakFillers.has(key)) return true
  return !/['-]/.test(key) && key.length <= 10
}

/** True for a number short enough to be a part of a number that is read out. */
export function isShort({ digits, amount }: NumberElement): boolean {
  return digits.length <= 4 && !amount
}

function joinAllowed(last: NumberElement, element: NumberElement, join: Join): boolean {
  return join !== 'unsure' || (isShort(element) && (element.single || last.single || !element.figures))
}

function cutUnsure(lexemes: readonly Lexeme[], elements: NumberElement[], joins: Join[]): NumberRun | null {
  let run = assemble(lexemes, elements, joins)
  while (run.unsure && (run.digits.length < LEAST_UNSURE || !looksReadOut(elements, joins))) {
    const cut = joins.lastIndexOf('unsure')
    elements = elements.slice(0, cut + 1)
    joins = joins.slice(0, cut)
    run = assemble(lexemes, elements, joins)
  }
  return run
}

/** Read out digit by digit for the most part, as against "between 200 and 300". */
function looksReadOut(elements: readonly NumberElement[], joins: readonly Join[]): boolean {
  const doubtful = joins.filter((join) => join === 'unsure').length
  if (doubtful > MOST_UNSURE_SHARE * joins.length) return false
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

/** The digits that doubtful words between two numbers stand for; empty when they stand for none. */
function wordBetween(lexemes: readonly Lexeme[], last: NumberElement, next: NumberElement): string {
  const words = lexemes.slice(last.to + 1, next.from).map(({ key }) => key)
  const doubtful = words.filter(
    (key) => !fillers.has(key) && !separators.has(key) && !digitWords.has(key) && !weakFillers.has(key),
  )
  return doubtful.map((key) => slipWords.get(key) ?? '?').join('')
}
