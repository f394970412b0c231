// A sorted list kept as one string and searched by halves: a fraction of the memory of a set.

/** A list of words, or of phrases whose words are joined by `_`. */
export interface WordList {
  has(word: string): boolean
}

/** Wraps `text`: words in ascending order of UTF-16 units, each with white space (or an end) on both sides. */
export function createWordList(text: string): WordList {
  const isSpace = (at: number) => text.charCodeAt(at) <= 32
  return {
    has(word) {
      let low = 0
      let high = text.length
      while (low < high) {
        let start = (low + high) >> 1
        while (start > low && !isSpace(start - 1)) start--
        let end = start
        while (end < high && !isSpace(end)) end++
        const found = text.slice(start, end)
        if (found === word && found !== '') return true
        if (found < word) low = end + 1
        else high = start
      }
      return false
    },
  }
}
