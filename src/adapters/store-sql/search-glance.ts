// A quick look at a sentence before a phrase is compared with it word by word, which costs thirty times as much: regular
// expressions that may let too much through and never too little.

/** A word of a phrase in lower case, and what the index knows it as; null for one that it leaves out, like "the". */
export interface PhraseWord {
  word: string
  stem: string | null
}

/** What stands between two words. Beyond ASCII everything does: it lets through more. */
const GAP = '[^a-z0-9]+'

/** Patterns for a text in lower case that holds the phrase `text` of these `words`.
 * @param configuration how PostgreSQL finds stems; only of English is it known where forms of a word may differ */
export function glancesOf(text: string, words: readonly PhraseWord[], configuration: string): string[] {
  // Of other texts the words do not simply stand one after the other, as in "re-enter" or "example.com".
  if (/^[a-z ]+$/i.test(text) && configuration === 'english') return [bounded(words.map(form).join(GAP))]
  return words.flatMap(({ word, stem }) => (stem === null && /^[a-z]+$/.test(word) ? [bounded(word)] : []))
}

function form({ word, stem }: PhraseWord): string {
  return stem === null ? word : `${sharedStart(stem)}[a-z]*`
}

/** How every word begins that has this English stem: "cancel" for "cancelled", "happ" for "happier" (happi), "d" for
 * "dying" (die). By the rules of Snowball's English stemmer, whose exceptions all have stems of three letters. */
export function sharedStart(stem: string): string {
  return stem.slice(0, stem.length > 3 ? -1 : 1)
}

function bounded(pattern: string): string {
  return `(^|[^a-z0-9])${pattern}($|[^a-z0-9])`
}
