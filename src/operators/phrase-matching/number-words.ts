// Words that stand for numbers.

const numberWords = new Set(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million`.split(
    /\s+/,
  ),
)

/** Whether `word`, in lower case, is a number in digits or a cardinal number word. */
export function isNumberWord(word: string): boolean {
  return /^\p{N}/u.test(word) || numberWords.has(word)
}
