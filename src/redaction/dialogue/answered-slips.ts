// Numbers that were asked for and misheard all over: "two oh ate, five four, for nine one won". Words count as digits when
// nothing else is said and all digits together are as many as the number has that was asked for.
import type { PersonalDataType } from '../../domain/sentence.ts'
import { isAside } from '../asides.ts'
import { lexemesOf } from '../lexeme.ts'
import { numberCues } from '../number-cues.ts'
import { numberAt } from '../number-element.ts'
import { numberRunsOf } from '../number-run.ts'
import { slipWords } from '../number-words.ts'
import { type Answer, freeParts, maskedType, type Turn } from './turn.ts'

/** Most turns from the question, or the last piece of its answer, to the next piece. */
const MOST_TURNS = 6

const kinds: readonly { cue: RegExp; type: PersonalDataType; lengths: readonly number[] }[] = [
  { cue: numberCues.ssn, type: 'SSN', lengths: [9] },
  { cue: numberCues.card, type: 'CREDIT_CARD', lengths: [15, 16] },
  { cue: numberCues.phone, type: 'PHONE', lengths: [10, 11] },
]
const beside = new Set(
  (
    "it it's 's is that that's yes yeah yep sure okay ok so uh um er well and then my the number dash hyphen space please thanks " +
    'thank you right here goes'
  ).split(' '),
)

interface Row {
  turn: number
  from: number
  to: number
  digits: number
  slips: number
}

interface OpenNumber {
  kind: (typeof kinds)[number]
  asker: number | null
  last: number
  rows: Row[]
}

/** The numbers of `turns` in which misheard words make up the count of digits. */
export function answeredSlips(turns: readonly Turn[]): Answer[] {
  const answers: Answer[] = []
  let open: OpenNumber | null = null
  turns.forEach((turn, at) => {
    if (open && at - open.last > MOST_TURNS) open = null
    const asked = askedIn(turn)
    let start = 0
    if (asked) {
      const stated = asked.behind < turn.lexemes.length && !turn.text.includes('?')
      open = { kind: asked.kind, asker: stated ? null : turn.channel, last: at, rows: [] }
      start = asked.behind
    }
    if (!open) return
    const row = rowFrom(turn, start)
    if (!row || row.digits === 0 || turn.channel === open.asker) {
      if (!asked && turn.channel === open.asker && !row && !isAside(turn.text)) open = null
      return
    }
    open.rows.push({ ...row, turn: at })
    open.last = at
    const sum = (of: 'digits' | 'slips') => open!.rows.reduce((total, one) => total + one[of], 0)
    if (!open.kind.lengths.includes(sum('digits')) || sum('slips') === 0) return
    if (open.rows.length === 1 && open.kind.lengths.includes(sum('digits') - sum('slips'))) return
    for (const { turn: index, from, to } of open.rows)
      answers.push(...freeParts(turns[index]!, { turn: index, from, to, type: open.kind.type }))
  })
  return answers
}

/** What number a turn speaks of, and where its digits may begin. */
function askedIn({ said }: Turn): { kind: (typeof kinds)[number]; behind: number } | null {
  let best: { kind: (typeof kinds)[number]; end: number } | null = null
  for (const kind of kinds) {
    for (const match of said.matchAll(kind.cue)) {
      const end = match.index + match[0].length
      if (!best || end > best.end) best = { kind, end }
    }
  }
  return best && { kind: best.kind, behind: said.slice(0, best.end).trim().split(' ').length }
}

/** The row of numbers and misheard ones that a turn is from lexeme `start` on; null when it says more. */
function rowFrom(turn: Turn, start: number): Omit<Row, 'turn'> | null {
  const row = { from: -1, to: -1, digits: 0, slips: 0 }
  const { lexemes } = turn
  const add = (from: number, to: number, digits: number) => {
    if (row.from < 0) row.from = from
    row.to = to
    row.digits += digits
  }
  for (let at = start; at < lexemes.length; at++) {
    const { key } = lexemes[at]!
    const number = numberAt(lexemes, at)
    if (number?.amount) return null
    if (number) {
      add(at, number.to, number.digits.length)
      at = number.to
    } else if (slipWords.has(key)) {
      add(at, at, 1)
      row.slips++
    } else if (maskedType(turn, at)) add(at, at, maskedDigits(turn, at))
    else if (!beside.has(key)) return null
  }
  return row
}

function maskedDigits({ text, lexemes }: Turn, at: number): number {
  const { start, end } = lexemes[at]!
  return numberRunsOf(lexemesOf(text.slice(start, end))).reduce((sum, { digits }) => sum + digits.length, 0)
}
