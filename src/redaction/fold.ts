// Lower case without accents: the form in which words are compared with the lists. It may change the length of a
// word, so offsets are never taken from it.

const letters: Record<string, string> = {
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  ı: 'i',
  '’': "'",
}

/** `word` in lower case, accents and special Latin letters replaced by plain ones ("Þór" → "thor"). */
export function fold(word: string): string {
  const lower = word.toLowerCase()
  if (/^[\x20-\x7e]*$/.test(lower)) return lower
  return lower
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[øæœłđðþßı’]/g, (letter) => letters[letter] ?? letter)
}
