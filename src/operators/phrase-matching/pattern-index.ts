// What a pattern needs, told before it is tried: the stems that its parts can begin with. Most patterns are ruled out
// for most sentences by that alone.
import type { PatternNode } from './pattern-syntax.ts'
import { stemOf } from './stems.ts'

type Stems = ReadonlySet<string>
/** Entries by the stems that they can begin with, those included that can begin with any word or none; and the
 * latter alone. */
export interface StemIndex<T> {
  byStem: Map<string, T[]>
  anywhere: T[]
}

/** Indexes `entries` by the first stems of their nodes. */
export function indexByFirst<T>(entries: readonly T[], nodeOf: (entry: T) => PatternNode): StemIndex<T> {
  const byStem = new Map<string, T[]>()
  const anywhere: T[] = []
  for (const entry of entries) {
    const { stems, mayBeEmpty } = firstOf(nodeOf(entry))
    if (stems === null || mayBeEmpty) anywhere.push(entry)
    else for (const stem of stems) byStem.set(stem, [...(byStem.get(stem) ?? []), entry])
  }
  for (const list of byStem.values()) list.push(...anywhere)
  return { byStem, anywhere }
}

/** The entries that can begin with `stem`; with none, at the end of a sentence, those that need no word. */
export function entriesAt<T>({ byStem, anywhere }: StemIndex<T>, stem: string | undefined): readonly T[] {
  return (stem === undefined ? undefined : byStem.get(stem)) ?? anywhere
}

const alternatives = new WeakMap<PatternNode, StemIndex<PatternNode>>()

/** The alternatives of a choice, indexed once. */
export function alternativesOf(choice: PatternNode & { items: PatternNode[] }): StemIndex<PatternNode> {
  const index = alternatives.get(choice) ?? indexByFirst(choice.items, (item) => item)
  alternatives.set(choice, index)
  return index
}

/** Sets of stems of each of which a sentence must hold one, for the pattern to be in it. */
export function neededStems(node: PatternNode): Stems[] {
  const items = node.kind === 'sequence' ? node.items : [node]
  return items
    .filter(({ kind }) => kind !== 'unless')
    .map(firstOf)
    .flatMap(({ stems, mayBeEmpty }) => (stems && !mayBeEmpty ? [stems] : []))
}

interface First {
  /** Null when they can not be listed. */
  stems: Stems | null
  mayBeEmpty: boolean
}

function firstOf(node: PatternNode): First {
  switch (node.kind) {
    case 'sequence':
      return firstOfSequence(node.items)
    case 'choice': {
      const firsts = node.items.map(firstOf)
      const stems = firsts.map((first) => first.stems).reduce(union)
      return { stems, mayBeEmpty: firsts.some(({ mayBeEmpty }) => mayBeEmpty) }
    }
    case 'optional':
      return { stems: firstOf(node.item).stems, mayBeEmpty: true }
    case 'unless':
    case 'start':
    case 'end':
      return { stems: new Set(), mayBeEmpty: true }
    case 'stem':
      return { stems: new Set([node.value]), mayBeEmpty: false }
    case 'text':
      return { stems: new Set([stemOf(node.value)]), mayBeEmpty: false }
    default:
      return { stems: null, mayBeEmpty: node.kind === 'gap' }
  }
}

function firstOfSequence(items: readonly PatternNode[]): First {
  let stems: Stems | null = new Set()
  for (const item of items) {
    const first = firstOf(item)
    stems = union(stems, first.stems)
    if (!first.mayBeEmpty) return { stems, mayBeEmpty: false }
  }
  return { stems, mayBeEmpty: true }
}

function union(one: Stems | null, other: Stems | null): Stems | null {
  return one && other ? new Set([...one, ...other]) : null
}
