// Long sentences cut into captions: as few as will do, cut where one would pause in reading.
import type { Atom } from './atoms.ts'
import { clings, opens } from './phrases.ts'
import { LINE_CHARACTERS, wrap } from './wrap.ts'

/** Longest time that a caption of several words stays. */
const LONGEST_MS = 6000
const PAUSE_MS = 300
/** A caption of less is hard to read. */
const SHORT_MS = 1000

/** Cuts the atoms of one sentence into captions.
 * @param taken characters that the first line of the first caption lacks */
export function splitAtoms(atoms: readonly Atom[], taken = 0): Atom[][] {
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }]
  for (let to = 1; to <= atoms.length; to++) {
    let found = { cost: Number.POSITIVE_INFINITY, from: to - 1 }
    for (let from = to - 1; from >= 0; from--) {
      const part = atoms.slice(from, to)
      if (!fits(part, from === 0 ? taken : 0)) break
      const cost = best[from]!.cost + costOf(part, atoms[to])
      if (cost <= found.cost) found = { cost, from }
    }
    best.push(found)
  }
  const parts: Atom[][] = []
  for (let to = atoms.length; to > 0; to = best[to]!.from) parts.unshift(atoms.slice(best[to]!.from, to))
  return parts
}

function fits(part: readonly Atom[], taken: number): boolean {
  if (part.length === 1) return true
  if (part.at(-1)!.endMs - part[0]!.startMs > LONGEST_MS) return false
  return (
    wrap(
      part.map(({ text }) => text),
      taken,
    ) !== null
  )
}

/** One for every caption, and more for a bad place to end it, little text, and little time. */
function costOf(part: readonly Atom[], next: Atom | undefined): number {
  const length = part.reduce((sum, { text }) => sum + text.length + 1, -1)
  const empty = 1 - Math.min(1, length / (2 * LINE_CHARACTERS))
  const short = part.at(-1)!.endMs - part[0]!.startMs < SHORT_MS ? 0.5 : 0
  return 1 + empty * empty + short + (next ? breakCost(part.at(-1)!, next) : 0)
}

function breakCost(last: Atom, next: Atom): number {
  if (/[.?!]["')]?$/.test(last.text)) return 0
  if (/[,;:]$/.test(last.text)) return 0.1
  if (next.startMs - last.endMs >= PAUSE_MS) return 0.2
  if (clings(last.text)) return 1.2
  return opens(next.text) ? 0.4 : 0.8
}
