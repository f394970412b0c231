// E-mail addresses: written, said ("john dot smith at gmail dot com") and mixed.

import { doneAt, phraseStart } from './address-phrases.ts'
import { domainAt } from './domain-name.ts'
import { type Finding, lexemesWithin } from './finding.ts'
import type { Lexeme } from './lexeme.ts'
import { numberAt } from './number-element.ts'
import type { Passage } from './passage.ts'
import { spelledRunsOf } from './spelled-run.ts'
import { isCommonWord } from './words-known.ts'

/** Longest local part in words of its own, without digits, letters and joining words. */
const LOCAL_WORDS = 4
const writtenDomain = /@[\p{L}\d](?:[\p{L}\d.-]{0,252}[\p{L}\d])?/gu
const writtenLocal = /[\p{L}\d._%+'-]{0,255}[\p{L}\d]$/u
/** Most characters of a local part. */
const LOCAL_CHARACTERS = 256
const joints = new Set(['dot', 'point', 'punto', 'underscore', 'dash', 'hyphen', 'plus', 'period'])
/** Words that end a local part to the left. */
const stops = new Set(
  (
    'is its it to at email mail address my me by and the a was be thats that this us send sent on for of your his her ' +
    'their our please yes yeah sure okay ok so or as use try reach write contact letters case lower upper uh um ' +
    "under with have has i it's that's 's e from account one word all not com org net copy cc"
  ).split(' '),
)

/** Every e-mail address in `passage`. */
export function findEmails(passage: Passage): Finding[] {
  const findings: Finding[] = []
  if (!passage.lexemes.some(({ key }) => isAt(key))) return findings
  const spelled = new Map(spelledRunsOf(passage.lexemes).map(({ from, to }) => [to, from]))
  for (const { start, end } of writtenIn(passage.text)) {
    const place = lexemesWithin(passage, start, end)
    if (place) findings.push({ ...withDomain(passage, place, spelled), type: 'EMAIL' })
  }
  passage.lexemes.forEach((lexeme, at) => {
    if (!isAt(lexeme.key)) return
    const sign = passage.lexemes[at + 1]?.key === 'sign' ? at + 2 : at + 1
    const domain = domainAt(passage.lexemes, sign, { provider: true })
    const named =
      domain !== null && isNamedBehind(passage.lexemes, domain + 1) ? allBefore(passage.lexemes, at) : null
    const from = named ?? (domain === null ? null : localOf(passage, at, spelled))
    if (domain !== null && from !== null) findings.push({ from, to: domain, type: 'EMAIL' })
  })
  return findings
}

/** "At" as it is said, "arroba" by those who speak Spanish. */
function isAt(key: string): boolean {
  return key === 'at' || key === '@' || key === 'arroba'
}

/** The written addresses of `text`, found by their "@" so that long texts without one cost nothing. */
function writtenIn(text: string): { start: number; end: number }[] {
  return [...text.matchAll(writtenDomain)].flatMap(({ 0: domain, index }) => {
    const local = writtenLocal.exec(text.slice(Math.max(0, index - LOCAL_CHARACTERS), index))
    return local ? [{ start: index - local[0].length, end: index + domain.length }] : []
  })
}

/** "smith@gmail dot com": the written part ends before its domain does. */
function withDomain(
  passage: Passage,
  place: { from: number; to: number },
  spelled: ReadonlyMap<number, number>,
): { from: number; to: number } {
  const at =
    place.from + passage.lexemes.slice(place.from, place.to + 1).findIndex(({ kind }) => kind === 'at')
  const domain = domainAt(passage.lexemes, at + 1, { provider: true })
  const from = Math.min(place.from, localStart(passage, at, spelled) ?? place.from)
  return { from, to: Math.max(place.to, domain ?? place.to) }
}

/** Where the local part begins: all that was announced as an address, or as far as its words go. */
function localOf(passage: Passage, at: number, spelled: ReadonlyMap<number, number>): number | null {
  const { lexemes } = passage
  const from = localStart(passage, at, spelled)
  const whole = phraseStart(lexemes, at, 'email')
  if (whole !== null) return Math.min(whole, from ?? whole)
  if (from === null) return isContact(lexemes, at) ? at - 1 : null
  const plain = lexemes.slice(from, at).every(({ kind }) => kind === 'word')
  const sameOne =
    lexemes[at - 1]!.key === 'one' && /^(?:same|the|that|this|no|which)$/.test(lexemes[at - 2]?.key ?? '')
  return plain &&
    (sameOne || (doneAt.test(lexemes[at - 1]!.key) && !joints.has(lexemes[at - 2]?.key ?? ''))) &&
    lexemes[at]!.kind === 'word'
    ? null
    : from
}

/** "… is my email". */
function isNamedBehind(lexemes: readonly Lexeme[], at: number): boolean {
  const keys = lexemes.slice(at, at + 4).map(({ key }) => key)
  return /^(?:is|'s|was) (?:my|the|her|his|our|their) (?:[^ ]+ )?(?:e?mail|address)/.test(keys.join(' '))
}

/** The first lexeme of a text that has nothing but a few words before `at`, or null. */
function allBefore(lexemes: readonly Lexeme[], at: number): number | null {
  const words = lexemes.slice(0, at)
  const plain = words.every(
    ({ key, kind }, i) => kind !== 'masked' && !stops.has(key) && (i === 0 || !joints.has(key)),
  )
  return plain && words.length > 0 && words.length <= LOCAL_WORDS + 1 ? 0 : null
}

/** "Try contact at …", "info at …": a mailbox that is a word of talk as well. */
function isContact(lexemes: readonly Lexeme[], at: number): boolean {
  return (
    /^(?:contact|mail|office|email)$/.test(lexemes[at - 1]?.key ?? '') &&
    /^(?:is|'s|it's|that's|try|use|to|at)$/.test(lexemes[at - 2]?.key ?? '')
  )
}

/** Where the local part before `at` begins. `spelled` has the start of a spelled row by its end. */
function localStart({ lexemes }: Passage, at: number, spelled: ReadonlyMap<number, number>): number | null {
  let from = at
  let words = 0
  for (let i = at - 1; i >= 0; i--) {
    const lexeme = lexemes[i]!
    const gap = lexemes[i + 1]!.gap
    const row = /^[\s.,_+-]*$/.test(gap) ? spelled.get(i) : undefined
    if (row !== undefined) {
      from = row
      i = row
      continue
    }
    const how = howSpelled(lexemes, i)
    if (how !== null) {
      from = how
      i = how
      continue
    }
    if (lexeme.kind === 'masked' || lexeme.kind === 'at') break
    if (!/^[\s.,_+-]*$/.test(gap) || (/[.,]\s/.test(gap) && !mayPause(lexemes, i))) break
    if (joints.has(lexeme.key) || isPiece(lexemes, i)) {
      from = i
      continue
    }
    const joined = isJoined(lexemes, i)
    if (!joined && words > 0 && !mayContinue(lexeme)) break
    const within = (joined || words === 0) && joints.has(lexemes[i - 1]?.key ?? '')
    if (
      (stops.has(lexeme.key) && !within) ||
      /['’](?:re|m|ve|ll|d|s|t)$/.test(lexeme.key) ||
      words === LOCAL_WORDS
    )
      break
    from = i
    words++
  }
  while (from < at && (joints.has(lexemes[from]!.key) || (isFiller(lexemes[from]!.key) && from < at - 1)))
    from++
  return from === at ? null : from
}

/** Where "with an i", "with two e's" that ends at `i` begins: it tells how what stands before it is written. */
function howSpelled(lexemes: readonly Lexeme[], i: number): number | null {
  const letter = lexemes[i]!.key === "'s" ? i - 1 : i
  const key = lexemes[letter]?.key ?? ''
  if (
    !/^(?:[a-z]|[a-z]['’]?s)$/.test(key) ||
    !/^(?:a|an|one|two|no|double)$/.test(lexemes[letter - 1]?.key ?? '')
  )
    return null
  return lexemes[letter - 2]?.key === 'with' ? letter - 2 : null
}

function isFiller(key: string): boolean {
  return /^(?:a|i|o|oh)$/.test(key)
}

/** A pause is made beside digits and letters: "gus underscore mac, one one, at …". */
function mayPause(lexemes: readonly Lexeme[], i: number): boolean {
  if (isPiece(lexemes, i)) return true
  const before = lexemes[i - 1]
  const joined = before !== undefined && (joints.has(before.key) || isPiece(lexemes, i - 1))
  return joined && (isPiece(lexemes, i + 1) || /^(?:at|@)$/.test(lexemes[i + 1]!.key))
}

/** Digits, number words and single letters. */
function isPiece(lexemes: readonly Lexeme[], i: number): boolean {
  const { key } = lexemes[i]!
  const besideLetter = /^[a-z]$/.test(lexemes[i - 1]?.key ?? '') && /^[a-z]$/.test(lexemes[i + 1]?.key ?? '')
  return /^[b-hj-z]$/.test(key) || (/^[ai]$/.test(key) && besideLetter) || numberAt(lexemes, i) !== null
}

function isJoined(lexemes: readonly Lexeme[], i: number): boolean {
  const next = lexemes[i + 1]!
  return joints.has(next.key) || /^[._+-]*$/.test(next.gap)
}

/** A further word that stands free before the local part belongs to it only when it is no common word. */
function mayContinue({ key }: Lexeme): boolean {
  return key.length > 1 && !isCommonWord(key)
}
