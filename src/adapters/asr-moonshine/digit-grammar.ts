// Which tokens may follow when a slice is known to hold nothing but digits: figures and the words for them, in any
// mixture. What remains to the decoder is which digits they are.
import type { DigitStyle } from '../../ports/asr.ts'
import { EOS } from './vocabulary.ts'

/** The tokens that may come after `tokens`; never none. */
export type Grammar = (tokens: readonly number[]) => readonly number[]

const WORDS = 'zero oh one two three four five six seven eight nine double triple'.split(' ')
const FIGURES = [...'0123456789']
const MARKS = [',', '.', '-']
/** Begins a word in the vocabulary. */
const WORD_MARK = '\u2581'
/** The usual spellings of one word in pieces; longer ones are never said. */
const SPELLINGS = 2

/** A place in a tree of spellings; `complete` where one ends. */
interface Place {
  next: Map<number, Place>
  complete: boolean
}

/** The grammars of spoken digits over the pieces of a vocabulary, in order of their tokens. */
export function digitGrammars(pieces: readonly string[]): Record<DigitStyle, Grammar> {
  const tokenOf = new Map(pieces.map((piece, token) => [piece, token]))
  const words = spelledWords(tokenOf)
  const figures = [...FIGURES, WORD_MARK].flatMap((figure) => tokenOf.get(figure) ?? []).map((one) => [one])
  const grammar = (spellings: number[][]) => grammarOf(spellings, tokenOf)
  return { words: grammar(words), figures: grammar(figures), either: grammar([...words, ...figures]) }
}

function grammarOf(spellings: readonly number[][], tokenOf: ReadonlyMap<string, number>): Grammar {
  const root: Place = { next: new Map(), complete: false }
  for (const tokens of spellings) add(root, tokens)
  const marks = MARKS.flatMap((mark) => tokenOf.get(mark) ?? [])
  return (tokens) => {
    let place = root
    for (const token of tokens) place = follow(token, { place, root })
    if (place !== root && !place.complete) return [...place.next.keys()]
    const begun = tokens.length > 0
    const words = place === root ? [] : root.next.keys()
    return [...place.next.keys(), ...words, ...(begun ? marks : []), EOS]
  }
}

/** Marks, and whatever ends a word, lead back to where any word may begin. */
function follow(token: number, { place, root }: { place: Place; root: Place }): Place {
  const within = place.next.get(token)
  return within ?? root.next.get(token) ?? root
}

/** Each word as it is usually spelled. */
function spelledWords(tokenOf: ReadonlyMap<string, number>): number[][] {
  const words = WORDS.flatMap((word) => [word, word[0]!.toUpperCase() + word.slice(1)])
  return words.flatMap((word) => {
    const spellings = spell(WORD_MARK + word, tokenOf).sort((a, b) => a.length - b.length)
    return spellings.slice(0, SPELLINGS)
  })
}

function add(root: Place, tokens: readonly number[]) {
  let place = root
  for (const token of tokens) {
    const next = place.next.get(token) ?? { next: new Map(), complete: false }
    place.next.set(token, next)
    place = next
  }
  place.complete = true
}

/** Every way to put `text` together from pieces. */
function spell(text: string, tokenOf: ReadonlyMap<string, number>): number[][] {
  if (text === '') return [[]]
  return Array.from({ length: text.length }, (_, at) => at + 1).flatMap((length) => {
    const token = tokenOf.get(text.slice(0, length))
    if (token === undefined) return []
    return spell(text.slice(length), tokenOf).map((rest) => [token, ...rest])
  })
}
