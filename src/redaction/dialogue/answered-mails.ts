// E-mail addresses that are given in pieces, each read back by the listener: "kovacs", "K O V A C S?", "yes, at outlook",
// "dot com?". The pieces before the "at" are known only once it is said.
import { isAside } from '../asides.ts'
import { domainAt } from '../domain-name.ts'
import { type Lexeme, lexemesOf } from '../lexeme.ts'
import { numberAt } from '../number-element.ts'
import { spelledRunAt } from '../spelled-run.ts'
import { type Answer, freeParts, type Turn, turnsAway } from './turn.ts'

/** Most turns from the question to the domain. */
const MOST_TURNS = 10
/** Most turns from a domain's name to its "dot com". */
const MOST_TURNS_TO_END = 3
/** Most words, numbers and spelled rows of a piece. */
const MOST_PIECES = 7

/** Fewest letters and digits of a read-back. */
const LEAST_ECHO = 2

const topic = / e ?mails?(?: address(?:es)?)? | mail address /
const asking =
  / (?:what|which|need|confirm|verify|have|get|give|tell|spell|provide|please|your|his|her|their|best|for) /
const stated = / (?:e ?mail|address)(?: address)?(?: (?:is|'s|would be|it 's|should be)) /
/** Few enough words that a topic alone is a question. */
const MOST_TOPIC_WORDS = 4

/** What may be said before a piece. */
const before = new Set(
  (
    "it it's 's is that that's yes yeah yep no correct right sure okay ok so well uh um and then my email mail address the " +
    'one word all lower case lowercase got great perfect exactly exact alright thanks thank you mm hm hmm spelled i have say ' +
    'said just actually sorry oh e'
  ).split(' '),
)
/** Words of which no local part is made. */
const sentence =
  /^(?:i|i'm|i'll|you|we|they|he|she|do|don't|does|not|have|has|had|can|can't|could|would|will|want|need|what|which|why|how|when|where|who|use|used|never|any|this|these|let|me|please|email|mail|phone|number|know|think|sent|send|get|got|for|from|to|with|there|here|look|looked|yet|nothing|hang|wait|hold|second|moment|same|only|or|if|but|because|was|were|are|am|been|be|gmail|yahoo|hotmail|outlook|safari)$/

interface Piece {
  turn: number
  from: number
  to: number
}

interface OpenMail {
  /** Who only reads back; null where one began to say an address unasked. */
  asker: number | null
  last: number
  /** What may be the local part, and its letters as far as they were answered. */
  pieces: Piece[]
  letters: string
  /** Where the domain began, once it did. */
  domainAt: number | null
  /** The last piece ended with "at". */
  joined: boolean
}

/** The e-mail addresses of `turns` that no turn holds as a whole. */
export function answeredMails(turns: readonly Turn[]): Answer[] {
  const answers: Answer[] = []
  let open: OpenMail | null = null
  const take = (pieces: readonly Piece[]) => {
    for (const piece of pieces) answers.push(...freeParts(turns[piece.turn]!, { ...piece, type: 'EMAIL' }))
  }
  turns.forEach((turn, at) => {
    const start = openingOf(turn)
    if (start !== null) open = openedBy(turn, { at, start })
    if (!open || at - open.last > MOST_TURNS || start === turn.lexemes.length) return
    take(piecesOfWhole(turn, open))
    const from = start ?? skipped(turn.lexemes, 0)
    if (open.domainAt !== null) {
      if (at - open.domainAt > MOST_TURNS_TO_END) open = null
      else {
        const other = domainIn(turn, { from, joined: false })
        take(other ? [{ turn: at, ...other }] : domainEnd(turn, at))
      }
      return
    }
    const domain = domainIn(turn, { from, joined: open.joined })
    if (domain && open.pieces.length > 0) {
      take([...open.pieces, { turn: at, ...domain }])
      open.domainAt = at
      open.last = at
      return
    }
    const own = turn.channel === open.asker
    const piece = domain ? null : own ? echoIn(turn, from, open.letters) : pieceOf(turn, from)
    const letters = piece ? spokenLetters(turn, piece) : ''
    if (own && !piece) {
      if (bringsUp(turn)) open = null
      return
    }
    if (!piece) return
    open.pieces.push({ turn: at, ...piece })
    if (!own && !open.letters.endsWith(letters)) open.letters += letters
    open.joined = /^(?:at|@)$/.test(turn.lexemes[piece.to]!.key)
    open.last = at
  })
  return answers
}

/** Where the answer begins in a turn that brings an address up: behind "my email is", or behind the whole question. */
function openingOf(turn: Turn): number | null {
  const { said, text, lexemes } = turn
  const brought = topic.exec(said)
  if (!brought || turnsAway(turn, brought.index + brought[0].length)) return null
  const match = stated.exec(said)
  if (match && !text.includes('?')) {
    const words = said
      .slice(0, match.index + match[0].length)
      .trim()
      .split(' ').length
    if (words < lexemes.length) return skipped(lexemes, words)
  }
  const asks = text.includes('?') || asking.test(said) || lexemes.length <= MOST_TOPIC_WORDS
  return asks ? lexemes.length : null
}

function openedBy({ channel, lexemes }: Turn, { at, start }: { at: number; start: number }): OpenMail {
  const asker = start === lexemes.length ? channel : null
  return { asker, last: at, pieces: [], letters: '', domainAt: null, joined: false }
}

/** The asker goes on to something else. */
function bringsUp({ text, said }: Turn): boolean {
  if (
    isAside(text) ||
    / (?:lower|upper|capitals?|words?|spell|spelled|letters?|at|dot|next|then|again) /.test(said)
  )
    return false
  return text.includes('?') || said.trim().split(' ').length > MOST_TOPIC_WORDS
}

/** The pieces with which an address begins that was found as a whole later. */
function piecesOfWhole({ spans, text }: Turn, { pieces, letters }: OpenMail): Piece[] {
  if (letters === '') return []
  const whole = spans.some(
    ({ start, end, type }) =>
      type === 'EMAIL' && lettersOf(lexemesOf(text.slice(start, end))).startsWith(letters),
  )
  return whole ? pieces : []
}

/** The letters and digits that a piece stands for. */
function lettersOf(lexemes: readonly Lexeme[]): string {
  let letters = ''
  for (let i = 0; i < lexemes.length; i++) {
    const row = spelledRunAt(lexemes, i)
    const number = numberAt(lexemes, i)
    letters += row?.letters ?? number?.digits ?? lexemes[i]!.key
    i = row?.to ?? number?.to ?? i
  }
  return letters
}

function skipped(lexemes: readonly Lexeme[], from: number): number {
  let at = from
  while (at < lexemes.length && before.has(lexemes[at]!.key) && !isJoint(lexemes[at + 1])) at++
  return at
}

function isJoint(lexeme: Lexeme | undefined): boolean {
  return lexeme !== undefined && /^(?:dot|underscore|dash|hyphen|period|point)$/.test(lexeme.key)
}

/** "At outlook dot com" or "at gmail" at the beginning of what is said; without "at" where the piece before ended with it. */
function domainIn(
  { lexemes }: Turn,
  { from, joined }: { from: number; joined: boolean },
): Omit<Piece, 'turn'> | null {
  let start = from
  while (/^(?:at|@|uh|um)$/.test(lexemes[start]?.key ?? '')) start++
  const at = start > from && lexemes.slice(from, start).some(({ key }) => key === 'at' || key === '@')
  if (!at && !joined) return null
  const end = domainAt(lexemes, start, { provider: true })
  return end === null ? null : { from, to: end }
}

/** "Dot com?" */
function domainEnd({ lexemes }: Turn, turn: number): Piece[] {
  const dot = skipped(lexemes, 0)
  if (lexemes[dot]?.key !== 'dot') return []
  const whole = domainAt([{ ...lexemes[dot]!, key: 'mail' }, ...lexemes.slice(dot)], 0, { provider: false })
  return whole === null ? [] : [{ turn, from: dot, to: dot + whole - 1 }]
}

/** The letters of a piece, also of what was found to be a name in it. */
function spokenLetters({ text, lexemes }: Turn, { from, to }: Omit<Piece, 'turn'>): string {
  return lettersOf(lexemesOf(text.slice(lexemes[from]!.start, lexemes[to]!.end)))
}

/** What the listener reads back of `letters`, a remark behind it left out: "big red barn, one word?". */
function echoIn(turn: Turn, from: number, letters: string): Omit<Piece, 'turn'> | null {
  for (let to = turn.lexemes.length - 1; to >= from; to--) {
    const heard = spokenLetters(turn, { from, to })
    if (heard.length >= LEAST_ECHO && letters.includes(heard)) return { from, to }
  }
  return null
}

/** The whole rest of a turn, if a local part may be made of it. */
function pieceOf({ lexemes, text }: Turn, start: number): Omit<Piece, 'turn'> | null {
  let end = lexemes.length - 1
  while (end > start && /^(?:okay|ok|yes|right|go|on|ahead|then|and|correct|mhm)$/.test(lexemes[end]!.key))
    end--
  if (start > end || (isAside(text) && end - start < 1)) return null
  let pieces = 0
  for (let i = start; i <= end; i++) {
    const lexeme = lexemes[i]!
    const run = spelledRunAt(lexemes, i)
    const number = numberAt(lexemes, i)
    const last = i === end && /^(?:at|@)$/.test(lexeme.key)
    if (!run && !number && !last && sentence.test(lexeme.key)) return null
    if (lexeme.kind === 'masked' && lexeme.gap === '' && i > start) return null
    i = Math.min(end, run?.to ?? number?.to ?? i)
    if (!isJoint(lexeme)) pieces++
  }
  return pieces <= MOST_PIECES ? { from: start, to: end } : null
}
