// Short pieces of a number that the listener says back: "nine hundred", "seventy one". Longer ones are found by their digits
// wherever they are said (digit-memory.ts).
import type { PersonalDataType } from '../../domain/sentence.ts'
import { isAside } from '../asides.ts'
import { digitsOf } from '../digit-memory.ts'
import { numberAt } from '../number-element.ts'
import { readOutTypes } from '../number-types.ts'
import type { Answer, Turn } from './turn.ts'

/** How many turns back the piece may be. */
const MOST_TURNS = 3
const LEAST_DIGITS = 2

const beside = new Set(
  "it it's 's is that that's yes yeah yep sure okay ok so uh um and then got right correct great perfect go on ahead mm hm mhm".split(
    ' ',
  ),
)

/** The pieces of numbers in `turns` that repeat what the other party just said. */
export function readBacks(turns: readonly Turn[]): Answer[] {
  return turns.flatMap((turn, at): Answer[] => {
    const place = numbersAlone(turn)
    const type = place && typeSaid(turns, at, place.digits)
    return type ? [{ turn: at, from: place.from, to: place.to, type }] : []
  })
}

/** The numbers of a turn that says nothing else, amounts as well. */
function numbersAlone({ lexemes }: Turn): { from: number; to: number; digits: string } | null {
  let [from, to, digits] = [-1, -1, '']
  for (let at = 0; at < lexemes.length; at++) {
    const number = numberAt(lexemes, at)
    if (number) {
      if (from < 0) from = at
      digits += number.digits
      to = number.to
      at = to
    } else if (!beside.has(lexemes[at]!.key)) return null
  }
  return digits.length >= LEAST_DIGITS ? { from, to, digits } : null
}

function typeSaid(turns: readonly Turn[], at: number, digits: string): PersonalDataType | null {
  for (let i = at - 1; i >= 0 && at - i <= MOST_TURNS; i--) {
    const { channel, text, spans } = turns[i]!
    const said =
      channel === turns[at]!.channel
        ? undefined
        : spans.find(
            ({ start, end, type }) =>
              readOutTypes.has(type) && digitsOf(text.slice(start, end)).includes(digits),
          )
    if (said) return said.type
    if (channel !== turns[at]!.channel && !isAside(text)) return null
  }
  return null
}
