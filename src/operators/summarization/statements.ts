// What was said as statements that can stand in a summary: sentences with what surrounds them, without what only keeps
// talk going.
import type { Conversation } from '../../domain/conversation.ts'
import { turnsOf } from '../built-in/turns.ts'
import { readSentence } from '../phrase-matching/sentence-words.ts'
import {
  appeals,
  greetings,
  identityQuestions,
  introductions,
  invitations,
  kin,
  pleasantries,
  smallTalk,
  spelled,
  steps,
  verification,
  whyQuestions,
} from './courtesies.ts'
import { announcements, commonWords, proposals } from './definition.ts'
import { type Sentence, sentencesOf } from './sentences.ts'

/** What was asked: who somebody is, why, how to help, something beside the matter, to do something, or anything else. */
type Asked = 'who' | 'why' | 'what for' | 'aside' | 'to do' | 'other'

/** One sentence of one speaker. */
export interface Statement {
  channel: number
  /** Which turn it is of: statements of one turn have the same. */
  turn: number
  /** Place in the conversation, 0 (begin) to 1 (end). */
  place: number
  text: string
  isQuestion: boolean
  /** What the other side has just asked; null where it did not ask. */
  answers: Asked | null
  /** Whether it began with yes or no, which is left out. */
  says: Sentence['says']
  /** Whether the other side agrees right after it. */
  isAgreedTo: boolean
  /** Whether the other side says no to it. */
  isDeclined: boolean
  /** Whether it is a step on the way, or who somebody is. */
  isDull: boolean
  isAside: boolean
  /** Stems of the words that tell what it is about. */
  stems: ReadonlySet<string>
}

interface Said extends Sentence {
  channel: number
  turn: number
}

const fewestWords = 4
/** So many sentences at the beginning are for greetings. */
const greetingSentences = 4
/** More of its words than this are read out: a number. */
const mostSpelled = 0.5
/** Beside a number that is read out, more words than these tell what it is of. */
const fewWords = 3

/** The statements of `conversation` in order of time. */
export function statementsOf(conversation: Conversation): Statement[] {
  const said: Said[] = turnsOf(conversation)
    .flatMap(({ channel, words }, turn) =>
      sentencesOf(words.text).map((sentence) => ({ ...sentence, channel, turn })),
    )
    .filter(({ text }) => text !== '')
  const isMono = said.every(({ channel }) => channel === said[0]!.channel)
  const asked = said.map((_, at) => askedBefore(said, at, isMono))
  return said.flatMap(({ channel, turn, text, says }, at) => {
    const words = readSentence(text).full
    if (words.length < fewestWords || pleasantries.test(text)) return []
    const stems = new Set(words.filter((word) => !commonWords.has(word.text)).map(({ stem }) => stem))
    const statement = {
      channel,
      turn,
      place: said.length > 1 ? at / (said.length - 1) : 0,
      text,
      isQuestion: isQuestion(text),
      answers: asked[at]!,
      says,
      isAgreedTo: answer(said[at + 1], channel) === 'yes',
      isDeclined: answer(said[at + 1], channel) === 'no',
      isAside: smallTalk.test(text) || asked[at] === 'aside',
      stems,
    }
    const spelledWords = words.filter((word) => spelled.test(word.text)).length
    const isDull =
      asked[at] === 'who' ||
      steps.test(text) ||
      introductions.test(text) ||
      verification.test(text) ||
      isReadOut(words.length, spelledWords) ||
      (statement.isQuestion && identityQuestions.test(text)) ||
      (at < greetingSentences && isGreeting(said, at))
    return [{ ...statement, isDull }]
  })
}

function isReadOut(words: number, spelledWords: number): boolean {
  return spelledWords / words > mostSpelled && words - spelledWords < fewWords
}

/** Words that a name of a business and its departments does without. */
const clauses =
  /\b(?:i|we|my|our|you|your|it|he|she|they|is|are|was|were|has|have|had|will|would|can|could|do|does|did|needs?|wants?|there|not|no)\b|['’](?:m|s|ve|re|ll|t)\b/i

/** Who answers the phone says where one is, often without a verb: "Delgado Tire and Auto." */
function isGreeting(said: readonly Said[], at: number): boolean {
  const { text, turn } = said[at]!
  if (announcements.test(text)) return false
  if (greetings.test(text)) return text.length < 80
  return (
    turn === 0 && at < 2 && said.length > 2 && !/\p{N}/u.test(text) && text.length < 60 && !clauses.test(text)
  )
}

/** What the sentence at `at` answers: the last question of the other side, if it was the last thing they said. Of a
 * longer turn only the first sentence answers, but all that follows "how can I help?". */
function askedBefore(said: readonly Said[], at: number, isMono: boolean): Asked | null {
  // On one channel the answer is what comes next.
  if (isMono) return at > 0 ? whatIsAsked(said[at - 1]!.text) : null
  const { channel, turn } = said[at]!
  let from = at
  while (from > 0 && said[from - 1]!.turn === turn) from--
  const before = said[from - 1]
  if (!before || before.channel === channel) return null
  const what = whatIsAsked(before.text)
  return from === at || what === 'what for' ? what : null
}

function whatIsAsked(text: string): Asked | null {
  if (invitations.test(text)) return 'what for'
  if (!isQuestion(text)) return /^\W*(?:spell|verify|confirm)\b/i.test(text) ? 'who' : null
  if (whyQuestions.test(text)) return 'why'
  if (identityQuestions.test(text)) return 'who'
  if (smallTalk.test(text) || kin.test(text)) return 'aside'
  return appeals.test(text) || proposals.test(text) ? 'to do' : 'other'
}

function answer(next: Said | undefined, channel: number): Sentence['says'] {
  return next && next.channel !== channel ? next.says : null
}

function isQuestion(text: string): boolean {
  return text.endsWith('?')
}
