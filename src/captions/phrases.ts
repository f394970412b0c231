// Where English phrases begin and end, as far as single words tell. In other languages nothing is known.

const openers = new Set(
  'and but or because so that which who when where while if to for of in on at with from about then'.split(
    ' ',
  ),
)
const clingers = new Set(
  'a an the my your his her our their this that to of in on at for with from and or but i you we they is are'.split(
    ' ',
  ),
)

/** True for words that a phrase often begins with. */
export function opens(word: string): boolean {
  return openers.has(word.toLowerCase())
}

/** True for words that belong to the next one. */
export function clings(word: string): boolean {
  return clingers.has(word.toLowerCase())
}
