// Token ids to text. Moonshine uses the 32000 pieces of the Llama vocabulary and 768 timestamp pieces that it
// never needs here.
import { LlamaTokenizer } from 'llama-tokenizer-js'

/** Beginning of text: the first token given to the decoder. */
export const BOS = 1
/** End of text: the token that ends decoding. */
export const EOS = 2
const PIECES = 32_000
/** Empty in the model's own vocabulary, a space-like character in the package's. */
const EMPTY_PIECE = 31_353

/** One token as text. `startsWord`: its piece begins with the word mark U+2581. */
export interface Piece {
  bytes: Uint8Array
  startsWord: boolean
  /** True for marks that do not lengthen the word they follow. */
  punctuation: boolean
}

/** The text of every token as the vocabulary has it. Parsing it takes a moment and much memory, so do it in a thread
 * that ends. */
export function readPieces(): string[] {
  return new LlamaTokenizer().vocabById.slice(0, PIECES)
}

/** Looks tokens up in what {@link readPieces} gave; null for those without text. */
export function createVocabulary(pieces: readonly string[]): (token: number) => Piece | null {
  const known = new Map<number, Piece>()
  return (token) => {
    if (token <= EOS || token >= PIECES || token === EMPTY_PIECE) return null
    let piece = known.get(token)
    if (!piece) {
      piece = toPiece(pieces[token] ?? '')
      known.set(token, piece)
    }
    return piece
  }
}

function toPiece(text: string): Piece {
  const raw = /^<0x([0-9A-F]{2})>$/.exec(text)
  if (raw)
    return { bytes: Uint8Array.of(Number.parseInt(raw[1]!, 16)), startsWord: false, punctuation: false }
  const startsWord = text.startsWith('\u2581')
  const plain = text.replaceAll('\u2581', ' ')
  return {
    bytes: new TextEncoder().encode(startsWord ? plain.slice(1) : plain),
    startsWord,
    punctuation: /^[.,!?;:]+$/.test(plain.trim()),
  }
}
