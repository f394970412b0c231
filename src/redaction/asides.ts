// Turns that say nothing: stalling ("hang on"), reassurance ("take your time", "we do not store this") and listening.
// They neither answer a question nor end one, so they are left out where the words before a place are gathered.
import type { Lexeme } from './lexeme.ts'
import { lexemesOf } from './lexeme.ts'
import { neverNames } from './name-cues.ts'
import { numberCues } from './number-cues.ts'
import { numberAt } from './number-element.ts'
import { asksForPersonalData } from './personal-question.ts'
import { isCommonWord } from './words-known.ts'

/** Most words of an aside. */
const MOST_WORDS = 16

const moment =
  '(?:(?:just|only|about) )?(?:a|one|half a|give me (?:a|one|just a)|gimme a|wait a|hold on a|hang on a|hang on one|hold on one|hold one|just)(?: quick| brief| little)? (?:moment|second|sec|secs|minute|min|tick|bit|mo)'
const things = "(?: (?!is |was |are )[a-z']+){0,5}"

/** Phrases of which an aside is made, longest first where one begins like another. */
const phrases = [
  `${moment}(?: please)?`,
  `(?:please |just |can you |could you |would you |you can )?(?:hold|hang)(?: on| tight| up)?(?: for)?(?: ${moment})?`,
  '(?:please )?wait(?: a| one)?',
  "bear with me|stay with me|stand by|(?:i will|i'll) be right back|be right (?:back|there)|almost(?: there)?|nearly there|coming|here (?:it is|we go|you go)|there (?:it is|we go|you go)",
  `(?:let me|lemme|let us|let's|i (?:need|have|want) to|i(?:'ll| will| am going to|'m going to)(?: just)?|i must|gotta|i'm|i am) (?:just |quickly |first )?(?:see|look|check|think|find|get|grab|fetch|pull|go|search|dig|open|read|turn|put|remember|recall|wait|looking|checking|searching|getting|grabbing|finding|pulling|trying|thinking|type|typing|write|writing|listen|listening)${things}`,
  'where (?:is|did|do|was)(?: it| i| that| my)?(?: put| have| leave)?(?: it| that)?|what was (?:that|it)|say that again|can you repeat(?: that)?|pardon(?: me)?|excuse me|come again',
  '(?:please |you can |feel free to )?take (?:all )?(?:your|the|as much) time(?: you need| as you need| you want)?',
  "(?:no|not a|it's not a|it is not a|that's no|that is no|it's no) (?:problem|worries|worry|rush|hurry|trouble|pressure|bother|stress|big deal)(?: at all)?",
  "(?:please )?(?:do not|don't|never|no need to)(?: you)? (?:worry|rush|hurry|mind|stress)(?: about (?:it|that))?",
  "whenever (?:you are|you're|it suits you|you have it)?(?: ready)?|when(?:ever)? you(?: are|'re)? ready|i(?:'ll| will| can) (?:wait|hold)|(?:i am|i'm) (?:still |right )?(?:here|listening|ready|with you|waiting)|ready when you are",
  "(?:that|it) (?:is|'s) (?:fine|okay|ok|alright|all right|good|great|perfect|correct|right|no problem|quite alright|secure|safe)|(?:that's|it's) (?:fine|okay|ok|alright|all right|good|great|perfect|right|correct)",
  '(?:go|carry|keep) (?:right )?(?:ahead|on|going)|please (?:continue|proceed|go)|continue|proceed|next|(?:and|what) then|what else|so far so good',
  "i (?:know|see|understand|hear you|got it|have it|always forget (?:it|that|this)|keep forgetting (?:it|that)|can never remember(?: it| that)?|forgot|do not remember|can hear you)|got (?:it|that)|you got it|there you are|of course|by all means|certainly|absolutely|definitely|exactly|understood|sounds good|will do|my pleasure|you are welcome|you're welcome|my apologies|my bad|oops|whoops|i appreciate (?:it|that)|bless you",
  '(?:one|a few|some|two) more(?: set| digits?| numbers?| ones?| pieces?| groups?| bits?| to go)?',
  '(?:and )?(?:the |your )?(?:last|next|first|final|remaining|other|second|third|middle|rest|missing)(?: of)?(?: (?:the|it|that|them|your|your number|two|three|four|five|six|few|ones?|digits?|numbers?|set|part|bits?|pieces?|group|half))*',
  'mm hm+|m+ h+m+|uh huh|uh uh|by the way|you know|as i said|like i said|in the meantime|for (?:your|the) (?:safety|security|protection|records?)',
]
const words =
  "mm+|hm+|mhm+|mm+hm+|hmm+|uhhuh|uh|um|umm|uhm|er|erm|ah|aha|oh|okay|ok|yes|yeah|yep|yup|right|sure|alright|all right|good|great|perfect|fine|cool|lovely|excellent|wonderful|super|awesome|nice|please|thanks|thank you|thank you so much|thank you very much|sorry|so|well|now|and|then|but|sir|ma'am|madam|actually|there|sec|no|correct|ready"
const piece = new RegExp(`^(?:${[...phrases, words].join('|')})(?= |$)`)
/** What is said so that nobody fears to go on. */
const reassurance =
  /\b(?:(?:not|never|don't|won't|nobody|no one|doesn't|isn't|can't) (?:be |get |being |ever |even |going to |gonna )*(?:stor|sav|keep|kept|record|writ|wrote|shar|see|saw|hear|show|log|display|visible|repeat|read)\w*|secured?|encrypted|confidential(?:ly)?|private(?:ly)?|protected|safe|recorded|monitored|masked|paused)\b/

/** Noises that dictionaries lack. */
const noise = /^(?:'s|mm+|m+h+m+|hm+|umm+|uhm|lemme|gimme|secs?|ah|aha|whoops|oops|mo)$/

/** True when `text` is no more than an aside. A question that asks for something is none, nor is what holds a number
 * other than "one second" and "the last four". */
export function isAside(text: string): boolean {
  const lexemes = lexemesOf(text)
  if (lexemes.length === 0 || lexemes.length > MOST_WORDS + 4) return false
  if (lexemes.some(({ kind }) => kind === 'masked' || kind === 'at')) return false
  return isMadeOfPhrases(lexemes) || reassures(lexemes, text)
}

/** True for an aside that says which digits come next: "and the last four?". */
export function isPrompt(text: string): boolean {
  return /\b(?:last|first|next|final|remaining|rest|digits?|numbers?)\b/i.test(text) && isAside(text)
}

const asking =
  /^(?:and |so |okay |but )*(?:how|which|when|where|who|whose|why|what|do|did|does|are|is|was|were|have|has|can|could|would|will|may|shall)\b/

/** True when `text` is a short remark that brings up nothing: no number, no personal data, no question. A bare answer
 * behind it belongs to the question before it. */
export function isRemark(text: string): boolean {
  const lexemes = lexemesOf(text)
  if (lexemes.length === 0 || lexemes.length > MOST_WORDS || text.includes('?')) return false
  const plain = lexemes.every(
    ({ kind, key }, at) => kind === 'word' && (key === 'one' || numberAt(lexemes, at) === null),
  )
  const said = ` ${joined(lexemes)} `
  return plain && !asking.test(said.trim()) && !asksForPersonalData(said) && said.search(numberCues.other) < 0
}

function isMadeOfPhrases(lexemes: readonly Lexeme[]): boolean {
  let rest = joined(lexemes)
  if (!hasOnlyCountedNumbers(lexemes)) return false
  if (!lexemes.every(isPlainWord)) return false
  while (rest !== '') {
    const match = piece.exec(rest)
    if (!match || match[0] === '') return false
    rest = rest.slice(match[0].length).trimStart()
  }
  return true
}

/** No name: of the words that make up asides none is rare, and none has a capital within a sentence. */
function isPlainWord({ key, kind, capital, gap }: Lexeme, at: number): boolean {
  if (kind === 'digits' || noise.test(key) || neverNames.has(key)) return true
  const inside = at > 0 && !/[.?!\n]/.test(gap)
  return isCommonWord(key) && !(inside && capital)
}

function joined(lexemes: readonly Lexeme[]): string {
  const text = lexemes.map(({ key }) => key).join(' ')
  return text.replaceAll(" 's", "'s")
}

/** "One second", "the last four": a number that counts, with no other beside it. */
function hasOnlyCountedNumbers(lexemes: readonly Lexeme[]): boolean {
  return lexemes.every(({ kind, key }, at) => {
    if (kind === 'digits') return key.length === 1 && counts(lexemes[at - 1])
    if (key === 'oh' || key === 'o' || key === 'one') return numberAt(lexemes, at + 1) === null
    return numberAt(lexemes, at) === null || counts(lexemes[at - 1]) || lexemes[at + 1]?.key === 'more'
  })
}

function counts(before: Lexeme | undefined): boolean {
  return /^(?:last|first|next|final|remaining|other|middle)$/.test(before?.key ?? '')
}

function reassures(lexemes: readonly Lexeme[], text: string): boolean {
  const numbers = lexemes.some(({ key }, at) => key !== 'one' && numberAt(lexemes, at) !== null)
  const said = joined(lexemes)
  if (numbers || text.includes('?') || lexemes.length > MOST_WORDS) return false
  return reassurance.test(said) && !/\b(?:my|mine|names?)\b/.test(said) && said.search(numberCues.other) < 0
}
