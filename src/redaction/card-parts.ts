// What belongs to a card beside its number: expiry and code, in one breath with it or in a later turn.
import type { PersonalDataType } from '../domain/sentence.ts'
import { isBareNumber } from './bare-number.ts'
import type { Finding } from './finding.ts'
import type { NumberElement } from './number-element.ts'
import { type Cue, cuesAt, hasUnit, isMonthYear } from './number-meaning.ts'
import type { NumberRun } from './number-row.ts'
import type { Passage } from './passage.ts'

/** How far behind a card its code may follow, in lexemes. */
const CODE_LEXEMES = 25
/** How near an expiry cue must be to digits of expiry and code, in words. */
const EXPIRY_WORDS = 8

/** A card number with its expiry and code said in one breath: cut where the card's length ends. */
export function cardWithin(run: NumberRun): Finding[] | null {
  if (run.digits.length < 18 || run.unsure) return null
  const cardLength = /^3[47]/.test(run.digits) ? 15 : 16
  let length = 0
  const cut = run.elements.findIndex((element) => {
    length += element.digits.length
    return length >= cardLength
  })
  const rest = run.elements.slice(cut + 1)
  const number: Finding = { from: run.from, to: run.elements[cut]?.to ?? run.to, type: 'CREDIT_CARD' }
  if (length !== cardLength || rest.length === 0 || !/^[23456]/.test(run.digits)) return null
  const behind = expiryAndRest(rest) ?? expiryAndRest(rest.flatMap(inPieces))
  return behind && [number, ...behind]
}

/** What the numbers right behind a card are: its code, its expiry, or both. */
function expiryAndRest(rest: readonly NumberElement[]): Finding[] | null {
  const restDigits = digitsOf(rest)
  if (restDigits.length === 3) return [{ ...placeOf(rest), type: 'CVV' }]
  for (const size of [4, 6, 3]) {
    let taken = 0
    const end = rest.findIndex((element) => {
      taken += element.digits.length
      return taken >= size
    })
    if (taken !== size || !isMonthYear(restDigits.slice(0, size))) continue
    const code = rest.slice(end + 1)
    const expiry: Finding = { ...placeOf(rest.slice(0, end + 1)), type: 'CARD_EXPIRY' }
    if (code.length === 0) return [expiry]
    if (/^\d{3,4}$/.test(digitsOf(code))) return [expiry, { ...placeOf(code), type: 'CVV' }]
  }
  return null
}

/** "Thirty six" as "thirty" and "six". */
function inPieces(element: NumberElement): NumberElement[] {
  const { from, to, digits, figures, amount } = element
  if (figures || amount || to !== from + 1 || digits.length !== 2) return [element]
  return [
    { ...element, to: from, digits: `${digits[0]}0` },
    { ...element, from: to, digits: digits[1]!, single: true },
  ]
}

function placeOf(elements: readonly NumberElement[]): { from: number; to: number } {
  return { from: elements[0]!.from, to: elements.at(-1)!.to }
}

/** "Oh four twenty eight and one nine nine": expiry and code of a card, in either order, where they were asked for or a
 * card was given just before. */
export function expiryAndCode(passage: Passage, run: NumberRun, cards: readonly Finding[]): Finding[] | null {
  if (run.digits.length < 6 || run.digits.length > 10 || hasUnit(passage, run)) return null
  const { cues } = cuesAt(passage, run.from)
  const asked = cues.some(({ meaning, distance }) => meaning === 'expiry' && distance <= EXPIRY_WORDS)
  const card = asked || (isNearCard(passage, run, cards) && cues[0]?.meaning !== 'phone')
  if (!card || isOther(cues)) return null
  for (const order of [true, false]) {
    for (let cut = 1; cut < run.elements.length; cut++) {
      const parts = [run.elements.slice(0, cut), run.elements.slice(cut)]
      const [expiry, code] = order ? [parts[0]!, parts[1]!] : [parts[1]!, parts[0]!]
      if (!isMonthYear(digitsOf(expiry)) || !/^\d{3,4}$/.test(digitsOf(code))) continue
      const found: Finding[] = [
        { ...placeOf(expiry), type: 'CARD_EXPIRY' },
        { ...placeOf(code), type: 'CVV' },
      ]
      return order ? found : found.reverse()
    }
  }
  return null
}

function digitsOf(elements: readonly NumberElement[]): string {
  return elements.map(({ digits }) => digits).join('')
}

function isNearCard(passage: Passage, run: NumberRun, cards: readonly Finding[]): boolean {
  const near = cards.findLast(({ to }) => to < run.from)
  if (near !== undefined && run.from - near.to <= CODE_LEXEMES) return true
  return passage.recent.has('CREDIT_CARD') || passage.recent.has('CARD_EXPIRY')
}

function isOther(cues: readonly Cue[]): boolean {
  return cues[0] !== undefined && cues[0].meaning === 'other' && cues[0].distance < 3
}

/** "… and the code is 0 1 2", three or four digits right behind a card, or all that is answered a turn or two later. */
export function codeAfterCard(
  passage: Passage,
  run: NumberRun,
  cards: readonly Finding[],
): PersonalDataType | null {
  const length = run.digits.length
  if (length < 3 || length > 4 || hasUnit(passage, run)) return null
  const { cues, context } = cuesAt(passage, run.from)
  const near = isNearCard(passage, run, cards)
  if ((!near && !/ card[^¶]*¶/.test(context)) || isOther(cues)) return null
  if (
    / (?:(?<!error )code|digits|(?:on|at) the (?:back|front)|security numbers?) (?:[^ ]+ ){0,3}$/.test(
      context,
    )
  )
    return 'CVV'
  if (/ date (?:on it |there )?(?:is |'s )?$/.test(context) && isMonthYear(run.digits)) return 'CARD_EXPIRY'
  const card = cards.findLast(({ type }) => type === 'CREDIT_CARD')
  if (card && corrects(passage, card, run)) return 'CREDIT_CARD'
  const right = card !== undefined && run.from - card.to <= 4
  const answered = near && length === 3 && cues.length === 0 && isBareNumber(passage)
  if (!right && !answered) return null
  return isMonthYear(run.digits) && length === 4 ? 'CARD_EXPIRY' : 'CVV'
}

/** "Ends in oh one one two. Almost, it's oh one one three": another ending of the card, and no code. */
function corrects({ lexemes }: Passage, card: Finding, run: NumberRun): boolean {
  const between = lexemes.slice(card.to + 1, run.from)
  return (
    between.length <= CODE_LEXEMES &&
    between.some(({ key }) => /^(?:no|nope|almost|sorry|actually|close)$/.test(key))
  )
}
