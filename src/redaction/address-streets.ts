// Streets whose kind is a common word or stands in an unusual place: "birch court", "the crescent", "avenue of the …".
import { streetWords, waryStreetWords } from './address-words.ts'
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
