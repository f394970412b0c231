// Finds patterns in sentences. Every node maps the places where it may begin to those where it may end, and a guard is
// judged once for each place, so the cost grows with words × nodes (and the width of gaps) however deep they nest.
import { distance } from 'fastest-levenshtein'
import type { Hit } from './hit.ts'
import type { Finder } from './literal.ts'
import { isNegated, isNegator, negationReach } from './negation.ts'
import { isNumberWord } from './number-words.ts'
import { alternativesOf, entriesAt, indexByFirst, neededStems } from './pattern-index.ts'
import { type Pattern, PatternError, type PatternNode, readPattern } from './pattern-syntax.ts'
import type { SentenceWord } from './sentence-words.ts'

// Below a literal phrase: slots and gaps let in what their writer did not think of.
const patternProbability = 0.93

/** Why `text` is no pattern, as a sentence; null when it is one. */
export function checkPattern(text: string): string | null {
  try {
    readPattern(text)
    return null
  } catch (error) {
    if (error instanceof PatternError) return `The pattern "${text}" can not be read: ${error.message}`
    throw error
  }
}

/** Finds patterns; of the matches that begin at one word the longest.
 * @throws PatternError when one can not be read */
export function createPatternFinder(texts: readonly string[]): Finder {
  const patterns = texts.map(readPattern)
  const index = indexByFirst(patterns, ({ body }) => body)
  const needs = new Map(patterns.map((pattern) => [pattern, neededStems(pattern.body)]))
  return ({ full }) => {
    const said = new Set(full.map(({ stem }) => stem))
    const scenes = new Map<Pattern, Scene | null>()
    const sceneOf = (pattern: Pattern) => {
      const known = scenes.get(pattern)
      if (known !== undefined) return known
      const scene = needs.get(pattern)?.every((stems) => holdsOne(said, stems))
        ? createScene(pattern, full)
        : null
      scenes.set(pattern, scene)
      return scene
    }
    return full.flatMap(({ stem }, start) =>
      entriesAt(index, stem).flatMap((pattern) => {
        const scene = sceneOf(pattern)
        return scene ? matchAt(pattern, scene, start) : []
      }),
    )
  }
}

function holdsOne(said: ReadonlySet<string>, sought: ReadonlySet<string>): boolean {
  for (const stem of said) if (sought.has(stem)) return true
  return false
}

/** One sentence under one pattern. */
interface Scene {
  words: readonly SentenceWord[]
  unlessNegated: boolean
  /** What guards were found to say at the places where they were asked: nested ones are asked many times over. */
  guards: Map<PatternNode, Map<number, boolean>>
}

function createScene({ unlessNegated }: Pattern, words: readonly SentenceWord[]): Scene {
  return { words, unlessNegated, guards: new Map() }
}

function matchAt(pattern: Pattern, scene: Scene, start: number): Hit[] {
  const { words } = scene
  const end = Math.max(...endsOf(pattern.body, [start], scene))
  if (end <= start) return []
  if (pattern.unlessNegated && isNegated(words, start)) return []
  if (pattern.notBefore.some((node) => standsBefore(node, start, scene))) return []
  return [{ start: words[start]!.start, end: words[end - 1]!.end, probability: patternProbability }]
}

function endsOf(node: PatternNode, starts: readonly number[], scene: Scene): number[] {
  const { words } = scene
  if (starts.length === 0) return []
  switch (node.kind) {
    case 'sequence':
      return node.items.reduce((places, item) => endsOf(item, places, scene), [...starts])
    case 'choice':
      return unique(
        starts.flatMap((start) =>
          entriesAt(alternativesOf(node), words[start]?.stem).flatMap((item) => endsOf(item, [start], scene)),
        ),
      )
    case 'optional':
      return unique([...starts, ...endsOf(node.item, starts, scene)])
    case 'unless':
      return starts.filter((start) => !stands(node.item, start, scene))
    case 'start':
      return starts.filter((start) => start === 0)
    case 'end':
      return starts.filter((start) => start === words.length)
    case 'gap':
      return unique(starts.flatMap((start) => gapEnds(start, node.most, scene)))
    default:
      return starts
        .filter((start) => start < words.length && isWord(node, words[start]!))
        .map((start) => start + 1)
  }
}

/** Whether `node` can begin at `start`. */
function stands(node: PatternNode, start: number, scene: Scene): boolean {
  const known = scene.guards.get(node) ?? new Map<number, boolean>()
  scene.guards.set(node, known)
  const found = known.get(start) ?? endsOf(node, [start], scene).length > 0
  known.set(start, found)
  return found
}

function unique(places: readonly number[]): number[] {
  return [...new Set(places)]
}

/** Where a gap from `start` may end: it skips no word beyond a full stop, nor a negation that would matter. */
function gapEnds(start: number, most: number, { words, unlessNegated }: Scene): number[] {
  const ends = [start]
  for (let end = start + 1; end <= start + most && end < words.length; end++) {
    const crossesStop = words[end - 1]!.stopBefore === 'hard' || words[end]!.stopBefore === 'hard'
    if (crossesStop || (unlessNegated && isNegator(words, end - 1))) break
    ends.push(end)
  }
  return ends
}

function isWord(node: PatternNode, word: SentenceWord): boolean {
  switch (node.kind) {
    case 'stem':
      return word.stem === node.value
    case 'text':
      return word.text === node.value
    case 'prefix':
      return word.text.startsWith(node.value)
    case 'slip':
      return isSlipOf(node.value, word.stem)
    case 'number':
      return isNumberWord(word.text)
    default:
      return node.kind === 'any'
  }
}

/** One letter may differ from 4 letters on, two from 8 on. */
function isSlipOf(stem: string, heard: string): boolean {
  const longest = Math.max(stem.length, heard.length)
  const most = Math.min(2, Math.floor(longest / 4))
  return stem === heard || (Math.abs(stem.length - heard.length) <= most && distance(stem, heard) <= most)
}

function standsBefore(node: PatternNode, start: number, scene: Scene): boolean {
  for (let place = start - 1; place >= 0 && place >= start - negationReach; place--) {
    if (scene.words[place + 1]!.stopBefore === 'hard') return false
    if (endsOf(node, [place], scene).some((end) => end > place && end <= start)) return true
  }
  return false
}
