// What a phrase operator looks for, as data: rules of patterns (docs/guide/patterns.md) with slots for what they share.

/** The side of a conversation that a line belongs to; null where nothing tells. */
export type Side = 'agent' | 'customer' | null

/** Patterns of one kind, and when they count. */
export interface PhraseRule {
  /** Whose words they are; `anyone` where both sides may say them. Lines of an unknown side count for every rule. */
  by: 'agent' | 'customer' | 'anyone'
  /** Patterns; `{name}` stands for the slot of that name. */
  patterns: readonly string[]
  /** Patterns that speak against a match in the same clause. */
  unless?: readonly string[]
  /** Patterns that speak against a match between the same two full stops, such as other causes of a trouble. */
  unlessInSentence?: readonly string[]
  /** Share (0..1) of matches that are right, where it is not that of the grammar. */
  probability?: number
  /** What the other side must just have said, as patterns. */
  inReplyTo?: readonly string[]
  /** Only that many lines from the beginning of the side. */
  firstLines?: number
  /** What is found only proposes something: it does not count where the other side says no to it. */
  isOffer?: boolean
}

/** Everything that one operator looks for. */
export interface PhraseGrammar {
  /** Groups of alternatives (`a|b c`) by name; they may hold other slots. */
  slots: Readonly<Record<string, string>>
  rules: readonly PhraseRule[]
  /** Share (0..1) of matches that are right. */
  probability: number
  /** Share (0..1) of conversations without a match that hold one all the same, in words that no rule knows. */
  missedProbability: number
}

/** `pattern` with its slots as groups.
 * @throws Error naming a slot that does not exist */
export function fillSlots(pattern: string, slots: PhraseGrammar['slots']): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
    const alternatives = slots[name]
    if (alternatives === undefined) throw new Error(`There is no slot ${name} for ${pattern}`)
    return `(${fillSlots(alternatives, slots)})`
  })
}
