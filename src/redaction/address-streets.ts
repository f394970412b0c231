// Streets whose kind is a common word or stands in an unusual place: "birch court", "the crescent", "avenue of the …".
import { streetWords, waryStreetWords } from './address-words.ts'
import type { Lexeme } from './lexeme.ts'
import { ordinalWords, tensWords } from './number-words.ts'
import type { Passage } from './passage.ts'
import { isCommonWord, isPlace, isState } from './words-known.ts'

/** Kinds of streets that people live in, without those that are verbs more often. */
const residential =
  /^(?:drive|dr|way|court|ct|place|pl|circle|cir|square|trail|trl|loop|run|hill|park|gardens|grove|path|bend|cove|crest|glen|green|heights|hollow|knoll|landing|manor|meadow|ridge|pointe|row|close|view|walk|pass)$/
const withArticle =
  /^(?:crescent|avenue|close|street|mews|green|grove|lane|square|parade|drive|ridgeway|terrace|ridings|paddock|glebe)$/
/** Words that may follow a street without a pause; a noun may not. */
const follows =
  /^(?:and|to|in|number|no|apartment|apt|unit|suite|that|that's|it|it's|i|we|please|last|for|since|is|was|but|or|before|until|till|near|by|off|with|over|just|about|right|uh|um|where|as|on|from|if|my|the|thanks|thank|here|there|now|not|when|because|so|north|south|east|west|ago|first|up|down|years|back)$/

/** True when a kind of street such as "court" at `at` ends a street line. */
export function endsStreet({ lexemes }: Passage, at: number): boolean {
  const { key } = lexemes[at]!
  if (!residential.test(key)) return false
  const next = lexemes[at + 1]
  if (!next || /[,.?!;:\n]/.test(next.gap) || next.kind !== 'word') return true
  return follows.test(next.key) || !isCommonWord(next.key) || isPlace(next.key, 'city') || isState(next.key)
}

/** "16 the crescent", "3300 avenue of the americas": the end of such a street that begins at `at`. */
export function articleStreetEnd({ lexemes }: Passage, at: number): number | null {
  const [first, second, third] = lexemes.slice(at, at + 3)
  if (
    first?.key === 'avenue' &&
    second?.key === 'of' &&
    third?.key === 'the' &&
    lexemes[at + 3]?.kind === 'word'
  )
    return at + 3
  if (first?.key !== 'the' || !second || !withArticle.test(second.key) || second.gap !== ' ') return null
  const ends = !third || /[,.?!;:\n]/.test(third.gap) || /^(?:in|please|and|that's)$/.test(third.key)
  return ends && (streetWords.has(second.key) || waryStreetWords.has(second.key) || !isCommonWord(second.key))
    ? at + 1
    : null
}

/** "Forty two and a half", "12 1/2": the lexeme behind a half that follows a house number, or null. */
export function halfEnd(lexemes: readonly Lexeme[], at: number): number | null {
  const keys = lexemes.slice(at, at + 3).map(({ key }) => key)
  if (keys.join(' ') === 'and a half') return at + 3
  if (keys[0] === '1' && keys[1] === '2' && lexemes[at + 1]!.gap === '/') return at + 2
  return keys[0] === 'half' ? at + 1 : null
}

/** "West forty sixth", "east hundred and sixteenth street": the end of a numbered street with a compass point, or null. */
export function numberedStreetEnd(lexemes: readonly Lexeme[], at: number): number | null {
  if (!/^(?:north|south|east|west|n|s|e|w)$/.test(lexemes[at]?.key ?? '')) return null
  const named = ordinalEnd(lexemes, at + 1) ?? plainEnd(lexemes, at + 1)
  if (named === null) return null
  const kind = lexemes[named + 1]
  if (kind?.gap === ' ' && (streetWords.has(kind.key) || /^(?:place|court|drive|way|circle)$/.test(kind.key)))
    return named + 1
  const ends = !kind || /[,.?!;:\n]/.test(kind.gap) || !isPlural(kind)
  return ends ? named : null
}

/** Streets that are called so without their kind: "east main". */
const usual =
  /^(?:main|broad|market|grand|central|madison|monroe|jefferson|lincoln|jackson|sheridan|lamar|beacon|clark|elm|oak|pine|maple|walnut|chestnut|cherry|spruce|cedar|birch|broadway|olive|poplar|locust|sycamore|franklin|adams|harrison|congress|liberty|church|michigan|fairfax|halsted|ashland)$/

function plainEnd(lexemes: readonly Lexeme[], at: number): number | null {
  const [name, next] = [lexemes[at], lexemes[at + 1]]
  if (name?.gap !== ' ' || !usual.test(name.key)) return null
  return !next || /[,.?!;:\n]/.test(next.gap) || follows.test(next.key) ? at : null
}

function isPlural({ key, gap }: Lexeme): boolean {
  return (
    gap === ' ' &&
    /(?:[^s]s|floor|grade|thing|quarter|place|time|half|person|man|year|day|month|week)$/.test(key)
  )
}

/** The last lexeme of an ordinal such as "14th", "forty sixth", "hundred and sixteenth". */
function ordinalEnd(lexemes: readonly Lexeme[], at: number): number | null {
  let from = at
  if (/^(?:a|one|two)$/.test(lexemes[from]?.key ?? '') && lexemes[from + 1]?.key === 'hundred') from++
  if (lexemes[from]?.key === 'hundred') from += lexemes[from + 1]?.key === 'and' ? 2 : 1
  const first = lexemes[from]
  if (!first || !/^[ -]$/.test(first.gap)) return null
  if (first.kind === 'digits')
    return /^(?:st|nd|rd|th)$/.test(lexemes[from + 1]?.key ?? '') && lexemes[from + 1]!.gap === ''
      ? from + 1
      : null
  if (
    ordinalWords.has(first.key) ||
    /^(?:twenti|thirti|forti|fifti|sixti|seventi|eighti|nineti|hundred)(?:e?th)$/.test(first.key)
  )
    return from
  const ten = tensWords.has(first.key) && ordinalWords.has(lexemes[from + 1]?.key ?? '')
  return ten ? from + 1 : null
}
