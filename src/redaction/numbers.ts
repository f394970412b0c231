// Personal numbers: cards, CVV, expiry, SSN, phone, ZIP, accounts, licences, passports, PINs.
import type { PersonalDataType } from '../domain/sentence.ts'
import { codeAround } from './codes.ts'
import type { Finding } from './finding.ts'
import type { NumberElement } from './number-element.ts'
import { cuesAt, hasUnit, isMonthYear, meaningOf } from './number-meaning.ts'
import { type NumberRun, numberRunsOf } from './number-run.ts'
import type { Passage } from './passage.ts'
import { strictType } from './strict.ts'

/** How far behind a card its code may follow, in lexemes. */
const CODE_LEXEMES = 25

/** Every personal number of `passage` outside of `taken`. */
export function findNumbers(passage: Passage, taken: readonly Finding[]): Finding[] {
  const findings: Finding[] = []
  for (const run of numberRunsOf(passage.lexemes)) {
    if (taken.some(({ from, to }) => from <= run.to && run.from <= to)) {
      for (const rest of outside(run, taken)) findings.push(...findingsOf(passage, rest, findings))
    } else findings.push(...findingsOf(passage, run, findings))
  }
  return findings
}

function findingsOf(passage: Passage, run: NumberRun, before: readonly Finding[]): Finding[] {
  const card = cardWithin(run)
  if (card) return card
  const type = meaningOf(passage, run) ?? codeAfterCard(passage, run, before) ?? strictType(passage, run)
  if (!type) return []
  return [{ ...codeAround(passage, run, type), type }]
}

/** The parts of `run` that lie in no taken place. */
function outside(run: NumberRun, taken: readonly Finding[]): NumberRun[] {
  const rows: NumberElement[][] = [[]]
  for (const element of run.elements) {
    if (taken.some(({ from, to }) => from <= element.to && element.from <= to)) rows.push([])
    else rows.at(-1)!.push(element)
  }
  return rows.filter((row) => row.length > 0).map((elements) => partOf(run, elements))
}

/** The part of `run` made of `elements`, a row of its own. */
export function partOf(run: NumberRun, elements: NumberElement[]): NumberRun {
  const digits = elements.map((element) => element.digits).join('')
  const first = elements[0]!
  return {
    ...run,
    from: first.from,
    to: elements.at(-1)!.to,
    digits,
    groups: [digits.length],
    elements,
    unsure: false,
  }
}

/** A card number with its expiry and code said in one breath: cut where the card's length ends. */
function cardWithin(run: NumberRun): Finding[] | null {
  if (run.digits.length < 18 || run.unsure) return null
  const cardLength = /^3[47]/.test(run.digits) ? 15 : 16
  let length = 0
  const cut = run.elements.findIndex((element) => {
    length += element.digits.length
    return length >= cardLength
  })
  const rest = run.elements.slice(cut + 1)
  if (length !== cardLength || rest.length === 0 || !/^[23456]/.test(run.digits)) return null
  const card: Finding = { from: run.from, to: run.elements[cut]!.to, type: 'CREDIT_CARD' }
  const restDigits = rest.map(({ digits }) => digits).join('')
  if (restDigits.length === 3) return [card, { ...placeOf(rest), type: 'CVV' }]
  for (const size of [4, 6, 3]) {
    let taken = 0
    const end = rest.findIndex((element) => {
      taken += element.digits.length
      return taken >= size
    })
    if (taken !== size || !isMonthYear(restDigits.slice(0, size))) continue
    const code = rest.slice(end + 1)
    const expiry: Finding = { ...placeOf(rest.slice(0, end + 1)), type: 'CARD_EXPIRY' }
    return code.length === 0 ? [card, expiry] : [card, expiry, { ...placeOf(code), type: 'CVV' }]
  }
  return null
}

function placeOf(elements: readonly NumberElement[]): { from: number; to: number } {
  return { from: elements[0]!.from, to: elements.at(-1)!.to }
}

/** "… and the code is 0 1 2", or three or four digits right behind a card. */
function codeAfterCard(
  passage: Passage,
  run: NumberRun,
  before: readonly Finding[],
): PersonalDataType | null {
  const card = before.findLast(({ type }) => type === 'CREDIT_CARD')
  const length = run.digits.length
  if (length < 3 || length > 4 || hasUnit(passage, run)) return null
  const { cues, context } = cuesAt(passage, run.from)
  const near = card !== undefined && run.from - card.to <= CODE_LEXEMES
  const cardTurn = / card[^¶]*¶/.test(context)
  if (!near && !cardTurn) return null
  if (/ code (?:[^ ]+ ){0,3}$/.test(context)) return 'CVV'
  if (card === undefined || run.from - card.to > 4) return null
  if (cues[0] && cues[0].meaning === 'other' && cues[0].distance < 3) return null
  return isMonthYear(run.digits) && length === 4 ? 'CARD_EXPIRY' : 'CVV'
}
