// Numbers that answer a number which was found: "it ends in 8122?" – "no, eight one two three". They are what it was.
import type { PersonalDataType } from '../../domain/sentence.ts'
import { isAside } from '../asides.ts'
import type { Lexeme } from '../lexeme.ts'
import { numberCues, unitWords } from '../number-cues.ts'
import type { NumberRun } from '../number-row.ts'
import { readOutTypes } from '../number-types.ts'
import { type Answer, maskedType, type Turn } from './turn.ts'

/** Fewest digits of a correction; two are enough where it says which. */
const LEAST_DIGITS = 3
const LEAST_LAST_DIGITS = 2
const MOST_DIGITS = 16
/** Most words behind a number that is read back: "is that right", "do I have that right". */
const MOST_WORDS_BEHIND = 6
/** How many turns of the other party, and how many in all, may lie between. */
const MOST_TURNS = 4

const corrects =
  / (?:no|nope|nah|not|almost|close|nearly|sorry|actually|now|wrong|incorrect|instead|meant|mean|wait|rather|correction|expired|changed|new|should) /
const saysWhich = / (?:at the end|last (?:two|#|ones?|digits|part|bit)|ends? (?:in|with)|ending) /
/** Words that may stand beside a corrected number. */
const beside = new Set(
  (
    "no nope nah not quite almost close but nearly sorry actually now wrong incorrect instead i meant mean wait rather it it's " +
    "its is 's was that that's the an a should be would new one ones last first bit part end ends ending in with at digits " +
    'number numbers yes yeah yep okay ok well so uh um er hmm oh and then expired old changed to my correction right good ' +
    'think believe guess exactly there this as said two three four apologies pardon me let again try please thanks thank you hold on all just'
  ).split(' '),
)

/** The numbers in `turns` that correct or repeat one found in the turn they answer. */
export function corrections(turns: readonly Turn[]): Answer[] {
  return turns.flatMap((turn, at): Answer[] => {
    const type = turn.numbers.length > 0 ? answeredType(turns, at) : null
    const run = type && correctionIn(turn)
    return run ? [{ turn: at, from: run.from, to: run.to, type }] : []
  })
}

/** The one number of a turn that says nothing else. */
function correctionIn({ lexemes, said, numbers }: Turn): NumberRun | null {
  const runs = numbers.filter((run) => !isPronoun(lexemes, run))
  const run = runs.find(({ digits }) => digits.length >= LEAST_LAST_DIGITS)
  if (!run || run.unsure || run.digits.length > MOST_DIGITS || run.elements.some(({ amount }) => amount))
    return null
  const others = runs.filter((other) => other !== run)
  const inside = (at: number) => run.from <= at && at <= run.to
  const plain = lexemes.every(({ key, kind }, at) => inside(at) || (kind === 'word' && beside.has(key)))
  const unit = unitWords.has(lexemes[run.to + 1]?.key ?? '') && lexemes[run.to + 1]!.gap === ' '
  if (!plain || unit || others.some(({ digits }) => digits.length > 1)) return null
  const readOut = run.elements.length >= LEAST_DIGITS || run.digits.length > LEAST_DIGITS
  if (run.digits.length >= LEAST_DIGITS && (readOut || run.elements[0]!.figures)) return run
  return corrects.test(said) && saysWhich.test(said) ? run : null
}

/** "That one", "the new one". */
function isPronoun(lexemes: readonly Lexeme[], { from, to }: NumberRun): boolean {
  const before = lexemes[from - 1]?.key ?? ''
  return (
    from === to && lexemes[from]!.key === 'one' && /^(?:that|this|new|old|the|right|other|last)$/.test(before)
  )
}

/** What was found at the end of what the other party said last. */
function answeredType(turns: readonly Turn[], at: number): PersonalDataType | null {
  const { channel } = turns[at]!
  let heard = 0
  for (let i = at - 1; i >= 0 && at - i <= MOST_TURNS; i--) {
    const turn = turns[i]!
    if (turn.channel === channel) {
      if (heard > 0 || !saysNothing(turn)) return null
      continue
    }
    const type = typeAtEnd(turn)
    if (type) return type
    if (!isAside(turn.text) && !asksBack(turn)) return null
    heard++
  }
  return null
}

function saysNothing({ text, lexemes }: Turn): boolean {
  return isAside(text) || lexemes.every(({ key }) => beside.has(key))
}

/** "Is that right?", "correct?" */
function asksBack({ said }: Turn): boolean {
  return (
    /^ (?:is|was|did|do|right|correct|yes|okay|ok)(?: [^ ]+){0,4} $/.test(said) &&
    !/ (?:number|code) /.test(said)
  )
}

function typeAtEnd(turn: Turn): PersonalDataType | null {
  const { lexemes } = turn
  const mask = lexemes.findLastIndex(({ kind }) => kind === 'masked')
  const type = mask < 0 ? null : maskedType(turn, mask)
  if (!type || !readOutTypes.has(type)) return null
  const behind = lexemes.slice(mask + 1).map(({ key }) => key)
  const said = ` ${behind.join(' ')} `
  const asks =
    / (?:what|which|how|when|who|where|number|code|many) /.test(said) || said.search(numberCues.other) >= 0
  return behind.length <= MOST_WORDS_BEHIND && !asks ? type : null
}
