// Single words of no list that their place makes a name: "we call her fera", "the buzzer says Abramovich", "it's Lazlo
// again about the windshield", "the reservation's for kowalczyk party of six".
import { isEnd, type Lexeme } from './lexeme.ts'
import { neverNames } from './name-cues.ts'
import { numberAt } from './number-element.ts'
import type { Passage } from './passage.ts'
import {
  isCommonWord,
  isCountry,
  isEverydayWord,
  isFirstName,
  isPlace,
  isState,
  isSurname,
} from './words-known.ts'

const WORDS_BEHIND = 4

/** Endings of things and doings. */
const noName =
  /(?:ing|ed|ly|able|ible|ful|less|ware|tion|sion|ness|ish|ous|ive|ize|ment|ity|ism|ology|itis|phone|net|soft|tel|corp|tech|pril|statin|cillin|azole|mycin|formin|zepam|pam|bank|mart|com|pay)$/
/** Somebody is called so. */
const called =
  / (?:call|calls|called|calling|nicknamed|christened|baptized) (?:him|her|them) (?:just |only )?$| (?:he|she) (?:prefers|answers to) $/
/** What is written where a name is written. */
const written =
  / (?:lease|buzzer|badge|license|deed|mailbox|doorbell|intercom|nameplate|name tag|nametag|tag|caller id|i d|certificate|passport|envelope|contract|check|will|reservation|wristband) (?:just |still |actually |only )?(?:says|reads|said|shows|lists|has|is under) $/
/** Kept for somebody. */
const kept = / (?:reservation|table)(?:'s| 's| is| was)? (?:for|under) (?:uh |um )?$/
const behindKept =
  /^ $|^ (?:party|table|at|on|for|(?:two|three|four|five|six|seven|eight|nine|ten)(?! (?:nights|days|weeks))|and i|today|tomorrow|tonight|this) /
const spokenFor = / (?:calling|call|here|phoning|speaking) (?:for|on behalf of) (?:uh |um )?$/
const behindSpokenFor =
  /^ (?:she|he|she's|he's|my|his|her|who|whose|the patient|they) |^ (?:[^ ]+ )(?:she|he|she's|he's|my|who) /
const introduced = / (?:it 's|it's|it is|this is|this 's) (?:uh |um |, )?$/
const behindIntroduced = /^ (?:again (?:$|from|about|and|i|on|with)|here |speaking |checking in )/
const own = /^ (?:is|'s|was) (?:my|his|her) (?:first|last|middle|family|given) $/
const AROUND = 10
/** Only people do so. */
const doing =
  /^ (?:picks up|picked up|signed (?:for|it|the)|lives (?:in|at|with|on)|moved (?:in|out)|broke (?:his|her)|lost (?:his|her)|forgot (?:his|her)|passed away|got married|drives (?:a|the|my|his|her)|babysits|cleans)(?: |$)/
const fromShop = /^ from (?:the|your|my|our) /

/** The last lexeme of such a name that begins at `at`, with `left` before it, or null. */
export function strangeEnd(passage: Passage, at: number, left: string): number | null {
  const { lexemes, cased } = passage
  const apart = apostropheEnd(lexemes, at) ?? roleEnd(passage, at)
  if (apart !== null) return apart
  if (isWrittenName(passage, at, left)) return at + 1
  if (isRather(passage, at, left)) return at
  if (!isStrange(lexemes[at]!, cased)) return null
  if (introduced.test(left) && isThree(lexemes, at)) return at + 2
  const to = twoWords(passage, at) ? at + 1 : at
  const right = wordsBehind(lexemes, to + 1)
  if (called.test(left) || written.test(left)) return to
  if (kept.test(left) && (cased || behindKept.test(right))) return to
  if (spokenFor.test(left) && behindSpokenFor.test(right)) return to
  if (introduced.test(left) && behindIntroduced.test(right) && (cased || !/y$/.test(lexemes[to]!.key)))
    return to
  if (cased && own.test(right) && / names? /.test(wordsAround(lexemes, at))) return to
  const begins = /^ +$| (?:\.|¶|\?|so|and|but|because|when) $/.test(left)
  if (!begins) return null
  if (doing.test(right) && (cased || to > at)) return to
  return to > at && fromShop.test(right) ? to : null
}

/** "L apostrophe heureux". */
function apostropheEnd(lexemes: readonly Lexeme[], at: number): number | null {
  const [letter, said, word, next] = lexemes.slice(at, at + 4)
  if (!/^[odl]$/.test(letter!.key) || said?.key !== 'apostrophe' || word?.kind !== 'word') return null
  if (word.key.length < 3 || next?.key === 'dot') return null
  return at + 2
}

/** "You'd have to ask Coach Riddle": a calling with a capital, and a surname. */
function roleEnd({ lexemes, cased }: Passage, at: number): number | null {
  const [before, { key, capital, gap }, next] = [lexemes[at - 1], lexemes[at]!, lexemes[at + 1]]
  if (!cased || !capital || gap !== ' ' || !before?.capital || isEverydayWord(key)) return null
  if (!/^(?:coach|pastor|father|brother|sister|agent|principal|chef|rabbi|imam)$/.test(before.key))
    return null
  if (next?.capital && next.gap === ' ' && isCommonWord(next.key) && !isSurname(next.key)) return null
  const asked = /^(?:ask|asked|told|tell|with|from|by|see|call|called|for)$/.test(lexemes[at - 2]?.key ?? '')
  const known = isSurname(key) || isFirstName(key) || isStrange(lexemes[at]!, cased)
  return known || (asked && isEnd(next)) ? at : null
}

/** A word of no list, with a capital where the text has capitals. */
function isStrange({ key, kind, capital, text }: Lexeme, cased: boolean): boolean {
  if (kind !== 'word' || key.length < (cased ? 2 : 3) || neverNames.has(key) || isCommonWord(key))
    return false
  if (cased && (!capital || /^(?!Mac|Mc|De|La|Le)\p{Lu}\p{Ll}+\p{Lu}|^\p{Lu}{2}/u.test(text))) return false
  if (isFirstName(key) || isSurname(key)) return true
  if (noName.test(key) || isPlace(key, 'town') || isCountry(key) || isState(key)) return false
  return /[aeiouy]/.test(key) && !key.includes("'")
}

/** "Don't call me Elizabeth. It's Bee." */
function isRather({ lexemes, cased }: Passage, at: number, left: string): boolean {
  const { key, capital, kind } = lexemes[at]!
  if (!cased || !capital || kind !== 'word' || neverNames.has(key) || !isEnd(lexemes[at + 1])) return false
  if (key.length > 3 && isCommonWord(key) && !isSurname(key) && !isFirstName(key)) return false
  return / call me [^ ]+ [.,] (?:it 's|it's|it is|i go by|just) $/.test(left)
}

/** "The lease says charles edgerton": a first name that may be a town as well, with a surname. */
function isWrittenName({ lexemes, cased }: Passage, at: number, left: string): boolean {
  const [first, last] = [lexemes[at]!, lexemes[at + 1]]
  if (!written.test(left) || last?.kind !== 'word' || last.gap !== ' ' || !isFirstName(first.key))
    return false
  return (
    (!cased || last.capital) && isSurname(last.key) && !(isCommonWord(first.key) && isCommonWord(last.key))
  )
}

/** "Mei ling", "Hae won", "Gebre Tesfaye": a second word that belongs to the name. */
function twoWords({ lexemes, cased }: Passage, at: number): boolean {
  const next = lexemes[at + 1]
  if (next?.kind !== 'word' || !/^[ -]$/.test(next.gap) || neverNames.has(next.key)) return false
  if (cased && next.gap === '-' && lexemes[at]!.key.length < 6) return next.key.length < 6
  if (numberAt(lexemes, at + 1) || next.key.length < 2 || (cased && !next.capital)) return false
  if (!isCommonWord(next.key)) return isSurname(next.key) || isFirstName(next.key) || next.key.length > 2
  return (
    lexemes[at]!.key.length < 5 && /^(?:won|ling|woo|min|jin|sun|young|so|ho|ha|lin|ran|may)$/.test(next.key)
  )
}

function wordsAround(lexemes: readonly Lexeme[], at: number): string {
  const words = lexemes.slice(Math.max(0, at - AROUND), at + AROUND).map(({ key }) => key)
  return ` ${words.join(' ')} `
}

/** "It's pritam jot singh": three words, no list has the first, and a surname with which all ends. */
function isThree(lexemes: readonly Lexeme[], at: number): boolean {
  const [middle, last] = [lexemes[at + 1], lexemes[at + 2]]
  if (middle?.kind !== 'word' || last?.kind !== 'word' || middle.gap !== ' ' || last.gap !== ' ') return false
  if (neverNames.has(middle.key) || isEverydayWord(middle.key) || isCommonWord(last.key)) return false
  return isSurname(last.key) && isEnd(lexemes[at + 3])
}

function wordsBehind(lexemes: readonly Lexeme[], at: number): string {
  const words: string[] = []
  for (let i = at; i < lexemes.length && i < at + WORDS_BEHIND; i++) {
    if (i > at ? /[.?!;\n]/.test(lexemes[i]!.gap) : isEnd(lexemes[i])) break
    words.push(lexemes[i]!.key)
  }
  return ` ${words.join(' ')} `.replace(/^ {2}$/, ' ')
}
