// Personal numbers: cards, CVV, expiry, SSN, phone, ZIP, accounts, licences, passports, PINs.

import { cardWithin, codeAfterCard, expiryAndCode } from './card-parts.ts'
import { codeAround } from './codes.ts'
import { correctedNumbers } from './corrected-runs.ts'
import type { Finding } from './finding.ts'
import { namedBehind } from './noun-behind.ts'
import type { NumberElement } from './number-element.ts'
import { meaningOf } from './number-meaning.ts'
import { joinedMeanings } from './number-pieces.ts'
import type { NumberRun } from './number-row.ts'
import { numberRunsOf } from './number-run.ts'
import type { Passage } from './passage.ts'
import { strictType } from './strict.ts'

/** Every personal number of `passage` outside of `taken`. */
export function findNumbers(passage: Passage, taken: readonly Finding[]): Finding[] {
  const findings: Finding[] = []
  const runs = numberRunsOf(passage.lexemes).flatMap((run) => outside(run, taken))
  const joined = joinedMeanings(passage, runs)
  const corrected = correctedNumbers(passage, runs)
  const cards = taken.filter(({ type }) => type === 'CARD_EXPIRY')
  for (const run of runs) {
    const whole = corrected.get(run)
    if (whole) {
      if (whole.from === run.from) findings.push(whole)
      continue
    }
    const type = joined.get(run)
    const found: Finding[] = type ? [{ from: run.from, to: run.to, type }] : findingsOf(passage, run, cards)
    findings.push(...found)
    cards.push(...found.filter((one) => one.type === 'CREDIT_CARD' || one.type === 'CARD_EXPIRY'))
  }
  return findings
}

/** What `run` is; `cards` are the cards and expiries found so far. */
function findingsOf(passage: Passage, run: NumberRun, cards: readonly Finding[]): Finding[] {
  const card = cardWithin(run) ?? expiryAndCode(passage, run, cards)
  if (card) return card
  const type =
    meaningOf(passage, run) ??
    namedBehind(passage, run) ??
    codeAfterCard(passage, run, cards) ??
    strictType(passage, run)
  if (!type) return []
  return [{ ...codeAround(passage, run, type), type }]
}

/** The parts of `run` that lie in no taken place: the whole run where none is taken. */
function outside(run: NumberRun, taken: readonly Finding[]): NumberRun[] {
  const near = taken.filter(({ from, to }) => from <= run.to && run.from <= to)
  if (near.length === 0) return [run]
  const rows: NumberElement[][] = [[]]
  for (const element of run.elements) {
    if (near.some(({ from, to }) => from <= element.to && element.from <= to)) rows.push([])
    else rows.at(-1)!.push(element)
  }
  return rows.filter((row) => row.length > 0).map((elements) => partOf(run, elements))
}

/** The part of `run` made of `elements`, a row of its own. */
function partOf(run: NumberRun, elements: NumberElement[]): NumberRun {
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
