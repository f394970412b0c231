// Addresses in answer to the question for them, in pieces: the street by itself, then the number of the house. What is
// announced or has a house number before it is found by addresses.ts.
import { streetWords, waryStreetWords } from '../address-words.ts'
import { isAside } from '../asides.ts'
import { houseNumberBehind } from '../house-number-behind.ts'
import type { Lexeme } from '../lexeme.ts'
import { numberCues } from '../number-cues.ts'
import { numberAt } from '../number-element.ts'
import { isCommonWord } from '../words-known.ts'
import { type Answer, freeParts, maskedType, type Turn, turnsAway } from './turn.ts'

/** Most turns from the question, or the last piece of its answer, to the next piece. */
const MOST_TURNS = 6
/** Most words of a street's name without its kind. */
const MOST_NAME_WORDS = 3
const HOUSE_DIGITS = 6

const topic =
  /(?<= )(?:(?<! (?:email|mail|web|website|ip|url|mac) )address|street(?: name)?|where (?:do|does|did) (?:you|he|she|they) live|where (?:should|shall|do|can|could|will|would) (?:i|we|they|you want us to|you want it) (?:send|ship|deliver|mail)[^?]*)(?= )/
const otherTopic = / (?:e ?mail|website|web|ip|url|parade|market|internet|network|server|wrong|parking) /
const asking =
  / (?:what|which|where|need|confirm|verify|have|get|give|tell|spell|please|your|his|her|their|and) /
const bareTopic =
  /^ (?:(?:okay|the|home|mailing|street|house|full|delivery|billing|shipping|current|work) )*(?:address|street|street name)(?: please)? $/
const goesOn = / (?:number|house|street|road|avenue|lane|drive|apartment|unit|building|address|live|spell) /
const asksForNumber = / (?:numbers?|house) /
const counts =
  / (?:order|ticket|phone|error|account|card|model|policy|reference|tracking|case|many|much|invoice|member|serial|security|social|email|flight|zip|postal) /

const beside = new Set(
  (
    "it it's 's is that that's on at in the my i live lives we he she they no nope yes yeah yep right correct sure okay ok so " +
    'well uh um actually sorry address street house home number a just still here to please name called then and oh was thanks'
  ).split(' '),
)

interface Piece {
  turn: number
  from: number
  to: number
}

interface OpenAddress {
  asker: number
  last: number
  /** A name that may be that of a street. */
  name: (Piece & { key: string }) | null
  street: boolean
  asksForNumber: boolean
}

/** Streets and house numbers among `turns` that answer a question for the address. */
export function answeredAddresses(turns: readonly Turn[]): Answer[] {
  const answers: Answer[] = []
  let open: OpenAddress | null = null
  const take = (...pieces: Piece[]) => {
    for (const { turn, from, to } of pieces) answers.push({ turn, from, to, type: 'ADDRESS' })
  }
  turns.forEach((turn, at) => {
    if (open && at - open.last > MOST_TURNS) open = null
    if (open) {
      const known = readStreets(turn, { open, at })
      if (known.length > 0) {
        take(...known, ...(open.name ? [open.name] : []))
        Object.assign(open, { street: true, last: at })
      }
    }
    const own = turn.channel === open?.asker
    const pieces = open && !own ? answerIn(turn, open).map((piece) => ({ ...piece, turn: at })) : []
    if (pieces.length === 0 && asksForAddress(turn) && !(open?.name && own)) {
      open = { asker: turn.channel, last: at, name: null, street: false, asksForNumber: false }
      return
    }
    if (!open) return
    if (own) {
      if (
        !isAside(turn.text) &&
        (!goesOn.test(turn.said) || counts.test(turn.said) || turn.said.search(numberCues.other) >= 0)
      )
        open = null
      else open.asksForNumber ||= asksForNumber.test(turn.said)
      return
    }
    take(...pieces)
    if (pieces.length > 0 && open.name) take(open.name)
    if (pieces.length > 0) Object.assign(open, { street: true, last: at, name: null })
    else open.street ||= hasStreet(turn)
    const name = pieces.length > 0 ? null : nameAlone(turn)
    if (name) Object.assign(open, { last: at, name: { ...name, turn: at } })
  })
  return answers
}

/** A street was found, if only as a name. */
function hasStreet(turn: Turn): boolean {
  return turn.lexemes.some((_, at) => /^(?:ADDRESS|NAME|CITY)$/.test(maskedType(turn, at) ?? ''))
}

function asksForAddress(turn: Turn): boolean {
  const { said, text } = turn
  const match = topic.exec(said)
  if (!match || otherTopic.test(said) || turnsAway(turn, match.index + match[0].length)) return false
  return text.includes('?') || asking.test(said) || bareTopic.test(said)
}

/** A street, or the number that was asked for, with nothing of weight beside it. */
function answerIn(turn: Turn, open: OpenAddress): Omit<Piece, 'turn'>[] {
  const { lexemes } = turn
  const start = lexemes.findIndex(({ key }) => !beside.has(key))
  if (start < 0) return []
  const number = turn.numbers[0]
  if (open.asksForNumber && (open.street || open.name) && number && number.digits.length <= HOUSE_DIGITS) {
    const alone = lexemes.every(({ key }, at) => beside.has(key) || (number.from <= at && at <= number.to))
    return alone ? [{ from: number.from, to: number.to }] : []
  }
  const street = streetFrom(turn, start)
  if (street === null || isCommonThing(lexemes, start, street)) return []
  const end = houseNumberBehind(lexemes, street + 1, { bare: true }) ?? street
  if (!endsAt(lexemes, end + 1)) return []
  return freeParts(turn, { turn: 0, from: start, to: end, type: 'ADDRESS' })
}

/** The kind of street that ends a name of few words from lexeme `from` on. */
function streetFrom(turn: Turn, from: number): number | null {
  const { lexemes } = turn
  const place = /^(?:NAME|CITY)$/.test(maskedType(turn, from) ?? '')
  for (let at = from; at < lexemes.length && at - from <= MOST_NAME_WORDS; at++) {
    const { key, kind, gap } = lexemes[at]!
    if ((kind !== 'word' && !(place && at === from)) || (at > from && !/^[ -]$/.test(gap))) return null
    if (at > from && isKind(lexemes[at]!) && !isKind(lexemes[at + 1])) return at
    if (beside.has(key)) return null
  }
  return null
}

/** "The fast lane", "the main road". */
function isCommonThing(lexemes: readonly Lexeme[], from: number, to: number): boolean {
  const article = /^(?:the|a|an|my|our)$/.test(lexemes[from - 1]?.key ?? '')
  return article && lexemes.slice(from, to).every(({ key, capital }) => isCommonWord(key) && !capital)
}

function isKind(lexeme: Lexeme | undefined): boolean {
  return lexeme !== undefined && (streetWords.has(lexeme.key) || waryStreetWords.has(lexeme.key))
}

function endsAt(lexemes: readonly Lexeme[], at: number): boolean {
  return lexemes[at] === undefined || /[,.?!;\n]/.test(lexemes[at]!.gap)
}

/** "On Oak": a word or two that may be the name of a street. */
function nameAlone({ lexemes, text }: Turn): { from: number; to: number; key: string } | null {
  const from = lexemes.findIndex(({ key }) => !beside.has(key))
  const name = from < 0 ? [] : lexemes.slice(from)
  const plain = name.every(
    ({ kind, gap }, i) => kind === 'word' && (i === 0 || gap === ' ') && numberAt(lexemes, from + i) === null,
  )
  if (name.length === 0 || name.length > 2 || !plain || isAside(text)) return null
  if (isCommonThing(lexemes, from, lexemes.length)) return null
  return { from, to: lexemes.length - 1, key: name.map(({ key }) => key).join(' ') }
}

/** Streets with the name that was given: "Oak Street?", "Elm Road or Elm Street". */
function readStreets(turn: Turn, { open: { name }, at }: { open: OpenAddress; at: number }): Piece[] {
  const { lexemes } = turn
  if (!name) return []
  const size = name.key.split(' ').length
  return lexemes.flatMap((_, from): Piece[] => {
    const words = lexemes.slice(from, from + size)
    const kind = from + size
    if (words.map(({ key }) => key).join(' ') !== name.key || lexemes[kind]?.gap !== ' ') return []
    if (!isKind(lexemes[kind]) && maskedType(turn, kind) !== 'NAME') return []
    return freeParts(turn, { turn: at, from, to: kind, type: 'ADDRESS' })
  })
}
