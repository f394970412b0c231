// Goods that are bought and sold, by lists.
import { brandedGoods, plainGoods } from './definition.ts'
import { type Passage, passagesOf } from './quantities.ts'

const plain = plainGoods
  .toSorted((a, b) => b.length - a.length)
  .map((good) => `${good.replaceAll('-', '[- ]?')}s?`)
const branded = new RegExp(`(?<![\\w])(?:${brandedGoods.join('|')})(?![\\w])`, 'gi')
const generic = new RegExp(`(?<![\\w])(?:${plain.join('|')})(?![\\w])`, 'gi')

/** The goods in `text`; they may overlap. */
export function findGoods(text: string): Passage[] {
  return [branded, generic].flatMap((pattern) => passagesOf(text, pattern))
}
