// Dates of birth in answer to the direct question, also in pieces: "March", "and the day?", "nineteen", "and the year?".
// Where nobody asked, dates.ts is more careful: "May sixty one" may be anything.
import { isAside } from '../asides.ts'
import { type DatePart, datePartsAlone, datePartsFrom, placesOf } from '../date-parts.ts'
import { type Answer, type Turn, turnsAway } from './turn.ts'

/** Most turns from the question, or the last piece of its answer, to the next piece. */
const MOST_TURNS = 8

const things =
  'present|party|gift|cake|discount|card|coupon|offer|week|celebration|wish|wishes|deal|bonus|surprise|flowers|dinner|trip|order|certificate|boy|girl|place'
const topic = new RegExp(
  ` (?:date of birth|birth date|birthdate|birth day|birthday|dob|d o b|bday|(?:month|year|day) of birth|birth (?:month|year))(?! (?:${things}) )(?= )`,
)
const asksWhenBorn = / (?:when|what|which|year|month|day|date) (?:[^ ]+ ){0,6}born | born (?:in|on) /
const asking =
  / (?:what|when|which|need|confirm|verify|have|get|give|tell|state|provide|please|your|his|her|their|for) /
const wishes = / (?:happy|celebrat[^ ]*) /
/** Few enough words that a topic alone is a question. */
const MOST_TOPIC_WORDS = 4
/** All that is said to ask for the next piece. */
const asksForPiece =
  /^ (?:(?:and|the|what|which|was|is|'s|in|of|on|a|day|month|year|date|please|it|that|your|you|were|born|so|okay|ok|full|whole|then|birth|did|say|sorry|to|at|end|here|need|i|also|thanks|thank|great|got|perfect) )+$/

interface OpenQuestion {
  asker: number
  last: number
  answered: boolean
  /** Everything was said: only what names a month or a day goes on. */
  complete: boolean
}

/** The dates of birth that answer a question of `turns`, read back or not. */
export function answeredBirths(turns: readonly Turn[]): Answer[] {
  const answers: Answer[] = []
  let open: OpenQuestion | null = null
  turns.forEach((turn, at) => {
    for (const place of statedBirth(turn)) answers.push({ ...place, turn: at, type: 'DOB' })
    if (open && at - open.last > MOST_TURNS) open = null
    if (asksForBirth(turn)) {
      open = { asker: turn.channel, last: at, answered: false, complete: false }
      return
    }
    if (!open) return
    const parts = datePartsAlone(turn)
    const own = turn.channel === open.asker
    if (answersTo(open, parts, own)) {
      for (const place of placesOf(turn, parts)) answers.push({ ...place, turn: at, type: 'DOB' })
      open.last = at
      open.answered ||= !own
      open.complete ||= parts.length >= 3
    } else if (own && !isAside(turn.text) && !asksForMore(turn)) open = null
    else if (own && asksForMore(turn)) open.complete = false
  })
  return answers
}

function answersTo({ answered, complete }: OpenQuestion, parts: readonly DatePart[], own: boolean): boolean {
  if (parts.length === 0 || (own && !answered)) return false
  return !complete || parts.some(({ kind }) => kind === 'month' || kind === 'day')
}

/** "And the year?", with what was read back before it. */
function asksForMore({ said }: Turn): boolean {
  return asksForPiece.test(said.replace(/\ufffc+ /g, ''))
}

function asksForBirth(turn: Turn): boolean {
  const { said, text, lexemes } = turn
  if (wishes.test(said)) return false
  const match = asksWhenBorn.exec(said) ?? topic.exec(said)
  if (!match || turnsAway(turn, match.index + match[0].length)) return false
  if (/ born /.test(match[0])) return text.includes('?') || !/^ (?:i|he|she|we|they) /.test(said)
  return text.includes('?') || asking.test(said) || lexemes.length <= MOST_TOPIC_WORDS
}

const stated =
  /^ ?(?:(?:date of birth|birth date|birthdate|birthday|dob|d o b|bday)|born)(?: (?:is|was|'s|it 's|it is|on|in))*(?= |$)/

/** "Born in May of sixty one", "date of birth 6/11": the date right behind its words, two parts at least. */
function statedBirth(turn: Turn): { from: number; to: number }[] {
  const { lexemes, said } = turn
  if (!/ (?:birth|birthdate|birthday|dob|b|bday|born) /.test(said)) return []
  return lexemes.flatMap((_, at) => {
    const match = stated.exec(
      lexemes
        .slice(at, at + 6)
        .map(({ key }) => key)
        .join(' '),
    )
    if (!match) return []
    const parts = datePartsFrom(turn, at + match[0].trim().split(' ').length)
    const behind = lexemes[(parts.at(-1)?.to ?? 0) + 1]
    const ends = behind === undefined || /[,.?!;\n]/.test(behind.gap)
    return parts.length >= 2 && ends ? placesOf(turn, parts) : []
  })
}
