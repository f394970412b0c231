// Passwords and pass phrases: said after their word, before it, or after another one. PINs are numbers and left to the
// number rules.
import type { Finding } from './finding.ts'
import type { Lexeme } from './lexeme.ts'
import { breaksBefore, type Passage } from './passage.ts'
import { spelledBefore, writtenSecrets } from './password-tokens.ts'
import { isSecret, remarks, valueEnd } from './password-value.ts'

const cueWord = new Set(['password', 'passcode', 'passphrase', 'passwords'])
/** Words that make one with "word", "code" or "phrase". */
const cuePairs =
  /^(?:(?:security|secret|safe|verbal|code) word|(?:secret|security) answer|(?:wifi|fi|network|encryption) key|pass (?:word|code|phrase)|secret phrase)$/
const hesitation = /^(?:uh|um|er|so|well|oh|okay|like|probably|maybe|just|now|actually|still)$/
/** Most words between the cue and its verb: "the passcode on the account is". */
const MOST_BETWEEN = 5

const MOST_QUOTED = 7

/** The passwords of `passage`. */
export function findPasswords(passage: Passage): Finding[] {
  const { lexemes } = passage
  const findings: Finding[] = []
  for (let at = 0; at < lexemes.length; at++) {
    const place = passwordAt(passage, at, findings.length > 0) ?? spelledBefore(passage.lexemes, at)
    if (!place) continue
    findings.push({ ...place, type: 'PASSWORD' })
    at = Math.max(at, place.to)
  }
  return [...findings, ...writtenSecrets(passage)]
}

function passwordAt(passage: Passage, at: number, known: boolean): { from: number; to: number } | null {
  const { lexemes } = passage
  if (isCue(lexemes, at)) {
    const value = valueAfter(passage, at + 1)
    if (value) return value
    return valueBefore(passage, at)
  }
  if (lexemes[at]!.key === 'pass' && /^(?:is|'s)$/.test(lexemes[at + 1]?.key ?? ''))
    return secretAt(passage, afterVerb(lexemes, at + 1), true)
  if (!known || !/^(?:new|old|other|current|first|second)$/.test(lexemes[at]!.key)) return null
  const verb = lexemes[at + 1]?.key === 'one' ? at + 2 : at + 1
  return /^(?:is|was|'s)$/.test(lexemes[verb]?.key ?? '') ? secretAt(passage, verb + 1, true) : null
}

function isCue(lexemes: readonly Lexeme[], at: number): boolean {
  const { key } = lexemes[at]!
  return cueWord.has(key) || (at > 0 && cuePairs.test(`${lexemes[at - 1]!.key} ${key}`))
}

function valueAfter(passage: Passage, at: number): { from: number; to: number } | null {
  const { lexemes } = passage
  let verb = at
  while (hesitation.test(lexemes[verb]?.key ?? '')) verb++
  if (/^(?:on|for|to|of|i|we|he|she)$/.test(lexemes[verb]?.key ?? '')) verb = verbAfter(lexemes, verb)
  const next = lexemes[verb]
  if (!next || next.kind === 'masked') return null
  if (/^(?:is|was|'s|be)$/.test(next.key)) return secretAt(passage, afterVerb(lexemes, verb), false)
  const would =
    /^(?:should|would|will|might|has)$/.test(next.key) && /^(?:be|been)$/.test(lexemes[verb + 1]?.key ?? '')
  if (would) return secretAt(passage, verb + 2, true)
  if (
    /^used to be$/.test(
      lexemes
        .slice(verb, verb + 3)
        .map(({ key }) => key)
        .join(' '),
    )
  )
    return secretAt(passage, verb + 3, true)
  const think = /^(?:i think|i believe|i guess)$/.test(`${next.key} ${lexemes[verb + 1]?.key}`)
  const its = think ? verb + 2 : verb
  if (/^(?:it's|its)$/.test(lexemes[its]?.key ?? '')) return secretAt(passage, its + 1, true)
  if (lexemes[its]?.key === 'it' && /^(?:is|'s|was)$/.test(lexemes[its + 1]?.key ?? ''))
    return secretAt(passage, its + 2, true)
  if (/[:=]/.test(next.gap)) return secretAt(passage, verb, false)
  if (next.key === 'to' && isChanged(lexemes, at - 1)) return secretAt(passage, verb + 1, true)
  return verb === at && !breaksBefore(next) ? secretAt(passage, verb, true) : null
}

/** The verb of "on the account is", or where the search ended. */
function verbAfter(lexemes: readonly Lexeme[], from: number): number {
  if (lexemes[from]!.key === 'to' && !/^(?:the|my|that|this|it|your)$/.test(lexemes[from + 1]?.key ?? ''))
    return from
  for (let at = from + 1; at <= from + MOST_BETWEEN && at < lexemes.length; at++) {
    if (/^(?:is|was|'s)$/.test(lexemes[at]!.key)) return at
    if (lexemes[at]!.kind !== 'word' || breaksBefore(lexemes[at]!)) return from
  }
  return from
}

/** Skips hesitation behind "is". */
function afterVerb(lexemes: readonly Lexeme[], verb: number): number {
  let at = verb + 1
  while (/^(?:uh|um|er|like|probably|just)$/.test(lexemes[at]?.key ?? '')) at++
  return at
}

/** "Set the password to", "change my password to". */
function isChanged(lexemes: readonly Lexeme[], cue: number): boolean {
  const before = lexemes.slice(Math.max(0, cue - 4), cue).map(({ key }) => key)
  return before.some((key) =>
    /^(?:set|change|changed|changing|reset|update|updated|make|made|switch|switched)$/.test(key),
  )
}

/** The secret that begins at `at`. Without a plain "is" before it (`strict`), only what looks like one counts. */
function secretAt(passage: Passage, at: number, strict: boolean): { from: number; to: number } | null {
  const { lexemes } = passage
  const first = lexemes[at]
  if (!first || first.kind === 'masked' || (breaksBefore(first) && !/:/.test(first.gap))) return null
  const led = /^(?:all|capital|uppercase|lowercase|lower|upper|spelled)$/.test(first.key)
  if (remarks.has(first.key) && !/["“]$/.test(first.gap) && !(led && lexemes[at + 1])) return null
  const how = lexemes
    .slice(at, at + 3)
    .map(({ key }) => key)
    .join(' ')
  const plain = /^(?:all (?:lower|upper) case|all (?:lowercase|uppercase|caps))/.exec(how)
  if (plain && lexemes[at + plain[0].split(' ').length])
    return secretAt(passage, at + plain[0].split(' ').length, strict)
  const quoted = quotedEnd(passage, at)
  if (quoted !== null) return { from: at, to: quoted }
  const to = valueEnd(passage, at)
  return to !== null && isSecret(passage, { from: at, to, strict }) ? { from: at, to } : null
}

const refusal = /^(?:not|too|already|required|incorrect|invalid|wrong|expired|must|does|is|has|cannot|can't)$/

/** Where a pass phrase in quotation marks ends that begins at `at`, or null. */
function quotedEnd({ lexemes, text }: Passage, at: number): number | null {
  if (!/["“]$/.test(lexemes[at]!.gap) || refusal.test(lexemes[at]!.key)) return null
  for (let to = at; to < at + MOST_QUOTED && to < lexemes.length; to++) {
    const behind = text.slice(lexemes[to]!.end, lexemes[to + 1]?.start)
    if (/["”]/.test(behind)) return to > at || !remarks.has(lexemes[at]!.key) ? to : null
  }
  return null
}

/** "It's hunter2 for the password", "try Maple!44 as the password". */
function valueBefore({ lexemes, text }: Passage, cue: number): { from: number; to: number } | null {
  const left = lexemes
    .slice(Math.max(0, cue - 2), cue)
    .map(({ key }) => key)
    .join(' ')
  if (!/^(?:as|for|is|'s) (?:the|my|his|her|our)$/.test(left)) return null
  const that = /^(?:that|it)$/.test(lexemes[cue - 3]?.key ?? '')
  const to = that ? cue - 4 : cue - 3
  let from = to
  while (from > 0 && lexemes[from]!.gap !== '' && !/\s/.test(lexemes[from]!.gap)) from--
  while (from > 0 && lexemes[from]!.gap === '') from--
  if (from < 0 || to < 0 || from === to) return null
  const value = text.slice(lexemes[from]!.start, lexemes[to]!.end)
  return /\p{L}/u.test(value) && /\d/.test(value) && !/^\d+(?:st|nd|rd|th)$/.test(value) ? { from, to } : null
}
