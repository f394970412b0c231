// Says digits in the ways people and recognisers do. For tests only.

const words = 'zero one two three four five six seven eight nine'.split(' ')
const teens = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ')
const tens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

/** A source of numbers from 0 up to 1 that repeats itself for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One of `choices`. */
export function pick<T>(random: () => number, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)]!
}

/** `length` random digits, the first as given. */
export function randomDigits(random: () => number, length: number, first = ''): string {
  let digits = first
  while (digits.length < length) digits += Math.floor(random() * 10)
  return digits
}

/** Every form in which {@link say} can say digits. */
export const forms = [
  'figures',
  'grouped',
  'dashed',
  'spaced',
  'commas',
  'words',
  'oh',
  'wordGroups',
  'double',
  'pairs',
  'mixed',
  'fillers',
] as const
/** One of {@link forms}. */
export type Form = (typeof forms)[number]

/** `digits`, grouped as `groups` says, in one form. */
export function say(digits: string, groups: readonly number[], form: Form): string {
  const parts = cut(digits, groups)
  const spell = (part: string) => [...part].map((digit) => words[Number(digit)]).join(' ')
  switch (form) {
    case 'figures':
      return digits
    case 'grouped':
      return parts.join(' ')
    case 'dashed':
      return parts.join('-')
    case 'spaced':
      return [...digits].join(' ')
    case 'commas':
      return [...digits].join(', ')
    case 'words':
      return spell(digits)
    case 'oh':
      return spell(digits).replaceAll('zero', 'oh')
    case 'wordGroups':
      return parts.map(spell).join(', ')
    case 'double':
      return digits
        .replace(/(\d)\1|\d/g, (hit) => `${hit.length > 1 ? 'double ' : ''}${words[Number(hit[0])]} `)
        .trim()
    case 'pairs':
      return cut(digits, Array(Math.ceil(digits.length / 2)).fill(2))
        .map(sayPair)
        .join(' ')
    case 'mixed':
      return parts.map((part, i) => (i % 2 === 0 ? part : spell(part))).join(' ')
    case 'fillers':
      return parts.map(spell).join(' uh ')
  }
}

function sayPair(pair: string): string {
  if (pair.length < 2 || pair[0] === '0') return [...pair].map((digit) => words[Number(digit)]).join(' ')
  if (pair[0] === '1') return teens[Number(pair[1])]!
  return pair[1] === '0' ? tens[Number(pair[0])]! : `${tens[Number(pair[0])]} ${words[Number(pair[1])]}`
}

/** `digits` in pieces of the lengths of `groups`. */
export function cut(digits: string, groups: readonly number[]): string[] {
  let at = 0
  const parts = groups.map((length) => {
    at += length
    return digits.slice(at - length, at)
  })
  return parts.filter((part) => part !== '')
}

/** The words for digits that are left in `text`, and its digits. */
export function digitsLeft(text: string): number {
  const said =
    text
      .toLowerCase()
      .match(
        /\b(?:zero|one|two|three|four|five|six|seven|eight|nine|oh|double)\b|\b(?:thir|four|fif|six|seven|eigh|nine)teen\b|\b(?:twen|thir|for|fif|six|seven|eigh|nine)ty\b|\b(?:ten|eleven|twelve)\b/g,
      ) ?? []
  return said.length + (text.match(/\d/g) ?? []).length
}
