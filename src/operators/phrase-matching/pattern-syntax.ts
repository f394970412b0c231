// Reads the pattern language of phrases (docs/guide/patterns.md):
//   pattern     = guard* sequence ("|" sequence)*
//   guard       = "!" alone: not when the words before it, or those skipped by a gap, say no
//               | "<!" element: not when the element stands among the 4 words before
//   sequence    = item+
//   item        = element "?"?     the element, or nothing
//               | "..." N?         any 0 to N words of the same clause (5 without N); ".." is the same
//               | "!" element      what follows here is not the element
//               | "^" | "$"        the sentence begins, or ends, here
//   element     = word             in any inflection
//               | word "*" | word "~"   any word that begins so | up to slips of the recogniser
//               | '"' words '"'    exactly as said
//               | "_" | "#"        any word | a number in digits or words
//               | "(" sequence ("|" sequence)* ")"
import { readSentence } from './sentence-words.ts'

/** A part of a pattern that has been read. */
export type PatternNode =
  | { kind: 'stem' | 'text' | 'prefix' | 'slip'; value: string }
  | { kind: 'any' | 'number' | 'start' | 'end' }
  | { kind: 'gap'; most: number }
  | { kind: 'sequence' | 'choice'; items: PatternNode[] }
  | { kind: 'optional' | 'unless'; item: PatternNode }

/** A pattern that has been read. */
export interface Pattern {
  body: PatternNode
  /** Whether a negation before it, or in its gaps, speaks against a match. */
  unlessNegated: boolean
  /** What may not stand shortly before a match. */
  notBefore: PatternNode[]
}

/** What is wrong with the text of a pattern. */
export class PatternError extends Error {}

const standardGap = 5
const widestGap = 20
const deepest = 8

const tokenPattern = /\s+|\.{2,3}\d*|<!|[()|?!^$_#]|"[^"]*"|[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’-]*[*~]?/uy

/** Reads `text`.
 * @throws PatternError saying what is wrong with it */
export function readPattern(text: string): Pattern {
  const tokens = tokenize(text)
  const reader = { tokens, at: 0, depth: 0 }
  const guards = readGuards(reader)
  const body = readChoice(reader)
  if (reader.at < tokens.length) throw new PatternError(`there is a "${tokens[reader.at]}" too many`)
  if (canBeEmpty(body)) throw new PatternError('it matches without any word')
  return { body, ...guards }
}

interface Reader {
  tokens: string[]
  at: number
  depth: number
}

/** Blanks are kept only as what tells "!" from "!word". */
function tokenize(text: string): string[] {
  const tokens: string[] = []
  tokenPattern.lastIndex = 0
  while (tokenPattern.lastIndex < text.length) {
    const at = tokenPattern.lastIndex
    const found = tokenPattern.exec(text)?.[0]
    if (found === undefined) throw new PatternError(`"${[...text.slice(at)][0]}" has no meaning in it`)
    const isBlank = found.trim() === ''
    if (isBlank && tokens.at(-1) === '!') tokens[tokens.length - 1] = '! '
    else if (!isBlank) tokens.push(found)
  }
  return tokens
}

function readGuards(reader: Reader): Pick<Pattern, 'unlessNegated' | 'notBefore'> {
  let unlessNegated = false
  const notBefore: PatternNode[] = []
  for (;;) {
    if (accept(reader, '! ')) unlessNegated = true
    else if (accept(reader, '<!')) notBefore.push(readElement(reader))
    else return { unlessNegated, notBefore }
  }
}

function accept(reader: Reader, token: string): boolean {
  const isNext = reader.tokens[reader.at] === token
  if (isNext) reader.at++
  return isNext
}

function readChoice(reader: Reader): PatternNode {
  const items = [readSequence(reader)]
  while (accept(reader, '|')) items.push(readSequence(reader))
  return items.length === 1 ? items[0]! : { kind: 'choice', items }
}

function readSequence(reader: Reader): PatternNode {
  const items: PatternNode[] = []
  for (
    let next = reader.tokens[reader.at];
    next && next !== '|' && next !== ')';
    next = reader.tokens[reader.at]
  ) {
    items.push(readItem(reader))
  }
  if (items.length === 0) throw new PatternError('an alternative is empty')
  const hasLooseGap = items.some(
    ({ kind }, at) =>
      kind === 'gap' && (items.slice(0, at).every(canBeEmpty) || items.slice(at + 1).every(canBeEmpty)),
  )
  if (hasLooseGap) throw new PatternError('a gap needs words on both sides')
  return items.length === 1 ? items[0]! : { kind: 'sequence', items }
}

function readItem(reader: Reader): PatternNode {
  const token = reader.tokens[reader.at]!
  if (accept(reader, '!')) return { kind: 'unless', item: readElement(reader) }
  if (accept(reader, '^')) return { kind: 'start' }
  if (accept(reader, '$')) return { kind: 'end' }
  if (token.startsWith('..')) {
    reader.at++
    const digits = token.replaceAll('.', '')
    const most = digits === '' ? standardGap : Number(digits)
    if (most < 1 || most > widestGap) throw new PatternError(`a gap can have 1 to ${widestGap} words`)
    return { kind: 'gap', most }
  }
  const element = readElement(reader)
  return accept(reader, '?') ? { kind: 'optional', item: element } : element
}

function readElement(reader: Reader): PatternNode {
  const token = reader.tokens[reader.at]
  if (token === undefined) throw new PatternError('it ends too early')
  reader.at++
  if (token === '_') return { kind: 'any' }
  if (token === '#') return { kind: 'number' }
  if (token === '(') return readGroup(reader)
  if (token.startsWith('"')) return sequenceOf(token, 'text')
  if (!/^[\p{L}\p{M}\p{N}]/u.test(token)) throw new PatternError(`"${token.trim()}" can not stand there`)
  if (token.endsWith('*')) return { kind: 'prefix', value: token.slice(0, -1).toLowerCase() }
  if (token.endsWith('~')) return sequenceOf(token.slice(0, -1), 'slip')
  return sequenceOf(token, 'stem')
}

function readGroup(reader: Reader): PatternNode {
  if (++reader.depth > deepest) throw new PatternError(`groups are nested more than ${deepest} deep`)
  const inner = readChoice(reader)
  reader.depth--
  if (!accept(reader, ')')) throw new PatternError('a group is not closed')
  return inner
}

type WordKind = 'text' | 'stem' | 'slip'

const known = new Map<string, PatternNode>()
const maxKnown = 20_000

/** The words of `text`, read as those of a sentence are: "don't" is two. Patterns say the same words over and over. */
function sequenceOf(text: string, kind: WordKind): PatternNode {
  const key = `${kind} ${text}`
  const node = known.get(key) ?? readWords(text, kind)
  if (known.size >= maxKnown) known.clear()
  known.set(key, node)
  return node
}

function readWords(text: string, kind: WordKind): PatternNode {
  const { full } = readSentence(text)
  if (full.length === 0) throw new PatternError(`"${text}" holds no word that could be found`)
  const items = full.map((word): PatternNode => ({ kind, value: kind === 'text' ? word.text : word.stem }))
  return items.length === 1 ? items[0]! : { kind: 'sequence', items }
}

function canBeEmpty(node: PatternNode): boolean {
  switch (node.kind) {
    case 'sequence':
      return node.items.every(canBeEmpty)
    case 'choice':
      return node.items.some(canBeEmpty)
    case 'optional':
    case 'unless':
    case 'start':
    case 'end':
    case 'gap':
      return true
    default:
      return false
  }
}
