// Stems of words: Porter2 for what English forms by rule, a table for the rest.
import porter2 from 'wink-porter2-stemmer'

/** Irregular forms by base form, as far as callers and agents use them. */
const irregular: Record<string, string> = {
  be: 'am is are was were been being',
  have: 'has had having',
  do: 'does did done doing',
  go: 'goes went gone',
  get: 'got gotten',
  give: 'gave given',
  take: 'took taken',
  make: 'made',
  speak: 'spoke spoken',
  tell: 'told',
  say: 'said',
  send: 'sent',
  leave: 'left',
  keep: 'kept',
  hear: 'heard',
  pay: 'paid',
  buy: 'bought',
  sell: 'sold',
  forget: 'forgot forgotten',
  lose: 'lost',
  find: 'found',
  know: 'knew known',
  think: 'thought',
  understand: 'understood',
  bring: 'brought',
  see: 'saw seen',
  come: 'came',
  write: 'wrote written',
  break: 'broke broken',
  choose: 'chose chosen',
  hold: 'held',
  meet: 'met',
  spend: 'spent',
  begin: 'began begun',
  withdraw: 'withdrew withdrawn',
  person: 'people persons',
}

const bases = new Map(
  Object.entries(irregular).flatMap(([base, forms]) => forms.split(' ').map((form) => [form, base])),
)

const known = new Map<string, string>()
const maxKnown = 20_000
/** No English word is longer. The stemmer takes time in the square of the length. */
const maxLength = 64

/** The stem of `word`, which is in lower case and has no apostrophe; of irregular forms that of the base form. What is
 * too long to be a word is its own stem. */
export function stemOf(word: string): string {
  if (word.length > maxLength) return word
  const found = known.get(word)
  if (found !== undefined) return found
  if (known.size >= maxKnown) known.clear()
  const stem = porter2(bases.get(word) ?? word)
  known.set(word, stem)
  return stem
}
