// Digits that answer a question a while ago: the last four of a card, when it had to be asked first which card; a code that
// could hardly be read ("a three or an eight, then one, then six"); the extension of a phone number.
import type { PersonalDataType } from '../../domain/sentence.ts'
import { isAside } from '../asides.ts'
import type { Lexeme } from '../lexeme.ts'
import { numberCues } from '../number-cues.ts'
import { numberAt } from '../number-element.ts'
import type { NumberRun } from '../number-row.ts'
import { type Answer, maskedType, type Turn } from './turn.ts'

/** Most turns from the question to its answer. */
const MOST_TURNS = 6
/** Most words of a turn that only makes the question plain. */
const MOST_WORDS_BETWEEN = 5
const EXTENSION_DIGITS = 6
const LEAST_GUESSED = 3
const MOST_GUESSED = 12

const lastFour =
  / (?:last|final) (?:four|4)(?: digits| numbers)? (?:of|on|for|from) [^?]*(?= (?:cards?|visa|mastercard|amex|debit|credit|social|ssn|phone|cell|account)\b)/
const asksForCode =
  / (?:security code|cvv|cvc|card code|code on the back|pin|p i n)(?: (?:number|code|on|the|of|back|your|card|please|is|s|'s))* $/
const asksForExtension = / (?:extension|ext) (?:number |please )*$/

const hesitation = new Set(
  (
    "it it's 's is that that's yes yeah sure okay ok so uh um er well the a an and or then maybe either possibly perhaps could may " +
    'be might looks like i think first second third next last one digit number sec hold on my hmm followed by of these this'
  ).split(' '),
)

/** Endings, hard to read codes and extensions among `turns`. */
export function answeredEndings(turns: readonly Turn[]): Answer[] {
  return turns.flatMap((turn, at) => [
    ...(endingIn(turns, at) ?? []),
    ...(guessedIn(turns, at) ?? []),
    ...extensionsIn(turn, at),
    ...(extensionIn(turns, at) ?? []),
  ])
}

/** Four digits read out alone, after which nobody has asked for anything else since their question. */
function endingIn(turns: readonly Turn[], at: number): Answer[] | null {
  const pieces = fourDigitsAt(turns, at)
  const first = pieces[0]?.turn ?? 0
  for (let i = first - 1; i >= 0 && first - i <= MOST_TURNS; i--) {
    const turn = turns[i]!
    if (turn.channel !== turns[at]!.channel && lastFour.test(turn.said))
      return pieces.map((piece) => ({ ...piece, type: typeOfEnding(turn.said) }))
    const short = turn.lexemes.length <= MOST_WORDS_BETWEEN && turn.said.search(numberCues.other) < 0
    if (!isAside(turn.text) && !short) return null
  }
  return null
}

/** Four digits that end with turn `at`, said in one turn or one after the other. */
function fourDigitsAt(turns: readonly Turn[], at: number): Omit<Answer, 'type'>[] {
  const pieces: Omit<Answer, 'type'>[] = []
  let length = 0
  for (let i = at; i >= 0 && turns[i]!.channel === turns[at]!.channel && length < 4; i--) {
    const run = numberAlone(turns[i]!)
    if (!run) break
    length += run.digits.length
    pieces.unshift({ turn: i, from: run.from, to: run.to })
  }
  return length === 4 ? pieces : []
}

function typeOfEnding(said: string): PersonalDataType {
  if (/ (?:social|ssn) /.test(said)) return 'SSN'
  if (/ (?:phone|cell) /.test(said)) return 'PHONE'
  return / account /.test(said) && !/ card /.test(said) ? 'ACCOUNT_NUMBER' : 'CREDIT_CARD'
}

/** The one number of a turn that holds nothing else but words of hesitation. */
function numberAlone({ lexemes, numbers }: Turn): NumberRun | null {
  const runs =
    numbers.length < 2
      ? numbers
      : numbers.filter(({ from, to }) => from !== to || lexemes[from]!.key !== 'one')
  const run = runs[0]
  if (runs.length !== 1 || !run || run.unsure || run.elements.some(({ amount }) => amount)) return null
  const plain = lexemes.every(({ key }, at) => hesitation.has(key) || (run.from <= at && at <= run.to))
  return plain ? run : null
}

/** Single digits with "or" and "then" between them, where a code was asked for. */
function guessedIn(turns: readonly Turn[], at: number): Answer[] | null {
  const { lexemes } = turns[at]!
  const digits = lexemes.flatMap((_, i) => (numberAt(lexemes, i)?.digits.length === 1 ? [i] : []))
  if (digits.length < LEAST_GUESSED || digits.length > MOST_GUESSED) return null
  const plain = lexemes.every(({ key }, i) => digits.includes(i) || hesitation.has(key))
  const asked = plain ? questionBefore(turns, at) : null
  if (!asked || !asksForCode.test(asked.said)) return null
  const from = /^(?:a|an)$/.test(lexemes[digits[0]! - 1]?.key ?? '') ? digits[0]! - 1 : digits[0]!
  const type = / (?:pin|p i n) /.test(asked.said) ? 'PASSWORD' : 'CVV'
  return [{ turn: at, from, to: digits.at(-1)!, type }]
}

/** The last turn of another party that is no aside, if nothing else was said since. */
function questionBefore(turns: readonly Turn[], at: number): Turn | null {
  for (let i = at - 1; i >= 0 && at - i <= MOST_TURNS; i--) {
    if (isAside(turns[i]!.text)) continue
    return turns[i]!.channel === turns[at]!.channel ? null : turns[i]!
  }
  return null
}

/** "Extension forty two" right behind a phone number. */
function extensionsIn(turn: Turn, at: number): Answer[] {
  const { lexemes } = turn
  return turn.numbers.flatMap((run): Answer[] => {
    if (run.digits.length > EXTENSION_DIGITS) return []
    let i = run.from - 1
    while (/^(?:is|number|'s)$/.test(lexemes[i]?.key ?? '')) i--
    if (!/^(?:extension|ext|x)$/.test(lexemes[i]?.key ?? '')) return []
    i--
    while (isLink(lexemes[i])) i--
    return maskedType(turn, i) === 'PHONE' ? [{ turn: at, from: run.from, to: run.to, type: 'PHONE' }] : []
  })
}

function isLink(lexeme: Lexeme | undefined): boolean {
  return /^(?:and|with|at|the|my|then|uh|um)$/.test(lexeme?.key ?? '')
}

/** The extension that was asked for behind a phone number. */
function extensionIn(turns: readonly Turn[], at: number): Answer[] | null {
  const run = numberAlone(turns[at]!)
  const asked = run && run.digits.length <= EXTENSION_DIGITS ? questionBefore(turns, at) : null
  if (!run || !asked || !asksForExtension.test(asked.said)) return null
  const before = turns.slice(Math.max(0, at - MOST_TURNS), at)
  const phone = before.some(({ spans }) => spans.some(({ type }) => type === 'PHONE'))
  return phone ? [{ turn: at, from: run.from, to: run.to, type: 'PHONE' }] : null
}
