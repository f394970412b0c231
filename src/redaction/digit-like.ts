// Whether words may be digits, heard right or not.
import { digitWords, slipWords, teenWords, tensWords } from './number-words.ts'

/** True when one word of `text` is a number or what recognisers write for one ("for", "won"). */
export function mayHoldDigits(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.some(
    (word) =>
      /\d/.test(word) || [digitWords, slipWords, teenWords, tensWords].some((known) => known.has(word)),
  )
}
