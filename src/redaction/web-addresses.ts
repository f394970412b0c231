// URLs and IP addresses, written, said and mixed.
import { doneAt, phraseStart } from './address-phrases.ts'
import { domainAt, isWordyTopLevel } from './domain-name.ts'
import { type Finding, lexemesWithin } from './finding.ts'
import type { Lexeme } from './lexeme.ts'
import { numberAt } from './number-element.ts'
import type { Passage } from './passage.ts'

const writtenUrl = /(?:https?:\/\/|www\.)[^\s\ufffc<>"']*[^\s\ufffc<>"'.,;:!?)\]]/gi
const bareHost =
  /(?<![\p{L}\d@.-])(?:[\p{L}\d-]+\.)+(?:com|org|net|io|edu|gov|info|biz|co\.uk|app|dev)\b(?:\/[^\s\ufffc]*[\p{L}\d/])?/giu
/** A host with any end: only with a path, or with an end that is known. */
const anyHost =
  /(?<![\p{L}\d@.-])(?:[\p{L}\d-]+\.)+(?<end>[a-z]{2,12})(?![\p{L}\d@-]|\.[\p{L}\d])(?<path>\/[^\s\ufffc]*[\p{L}\d/])?/gu
const announcesHost =
  /(?:\b(?:website|site|page|url|link|blog|portfolio|menu|shop|store|online|visit|at|to|on|check|check out|see|is)(?:['’]s|\s+is|\s+at|:)?|['’]s)\s+$/i
const writtenIp = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)/g
const writtenIp6 =
  /(?<![\w:])(?:[\da-f]{1,4}:){3,7}[\da-f]{1,4}(?![\w:])|(?<![\w:])(?:[\da-f]{1,4}:){1,6}:(?:[\da-f]{1,4}:?){1,6}(?![\w:])/gi

/** How far before an address "version" is looked for, in characters. */
const VERSION_REACH = 20

/** Every URL in `passage`, host names without a protocol included. */
export function findUrls(passage: Passage): Finding[] {
  const findings: Finding[] = []
  for (const pattern of [writtenUrl, bareHost]) {
    for (const { 0: text, index } of passage.text.matchAll(pattern)) {
      const place = lexemesWithin(passage, index, index + text.length)
      if (place) findings.push({ from: place.from, to: extended(passage.lexemes, place), type: 'URL' })
    }
  }
  for (const { 0: text, index, groups } of passage.text.matchAll(anyHost)) {
    if (!groups?.path && !(isWordyTopLevel(groups!.end!) && isHost(passage.text, index, text))) continue
    const place = lexemesWithin(passage, index, index + text.length)
    if (place) findings.push({ ...place, type: 'URL' })
  }
  for (let at = 0; at < passage.lexemes.length; at++) {
    const url = saidUrl(passage.lexemes, at)
    if (!url) continue
    findings.push({ ...url, type: 'URL' })
    at = url.to
  }
  return findings
}

/** "Copper-kettle.cafe", "my site is copperkettle.cafe". */
function isHost(text: string, index: number, host: string): boolean {
  return host.includes('-') || announcesHost.test(text.slice(Math.max(0, index - VERSION_REACH), index))
}

/** "https://www dot acme dot dk/": what was written goes on in words. */
function extended(lexemes: readonly Lexeme[], place: { from: number; to: number }): number {
  return withPath(lexemes, Math.max(place.to, domainAt(lexemes, place.from, { provider: false }) ?? 0))
}

function saidUrl(lexemes: readonly Lexeme[], at: number): { from: number; to: number } | null {
  const host = afterProtocol(lexemes, at)
  const first = lexemes[host]
  const next = lexemes[host + 1]
  if (!first || !next || first.kind === 'masked') return null
  const sure = host > at || first.key === 'www'
  if (!sure && notHosts.test(first.key)) return null
  if (!sure && next.key !== 'dot' && !/^(?:dash|hyphen)$/.test(next.key)) return null
  if (!sure && isMailbox(lexemes, at - 1)) return null
  const end = domainAt(lexemes, host, { provider: false })
  if (end === null) return null
  const from = sure ? at : Math.min(at, hostStart(lexemes, at))
  return { from, to: withPath(lexemes, end) }
}

/** "See it at etsy dot com" is no mailbox. */
function isMailbox(lexemes: readonly Lexeme[], at: number): boolean {
  if (!/^(?:at|@)$/.test(lexemes[at]?.key ?? '')) return false
  const before = lexemes[at - 1]?.key ?? ''
  return (
    lexemes[at]!.key === '@' ||
    !(
      doneAt.test(before) ||
      /'/.test(before) ||
      /^(?:it|me|we|i|are|is|'s|online|listing|website|page|menu|store|shop|more)$/.test(before)
    )
  )
}

/** "The dot com era" is about no host. */
const notHosts = /^(?:the|a|an|this|that|any|every|some|of|to|one|is|no)$/

/** "River bend brewing dot com", "linked in dot com": where the words of a host name begin. */
function hostStart(lexemes: readonly Lexeme[], at: number): number {
  const [before, host] = [lexemes[at - 1]?.key ?? '', lexemes[at]!.key]
  const known =
    /^(?:linked in|you tube|face book|insta gram|tik tok|git hub|get hub|pay pal|drop box|word press|pin interest|sound cloud|air bnb|door dash)$/
  if (known.test(`${before} ${host}`)) return at - 1
  return phraseStart(lexemes, at + 1, 'url') ?? at
}

/** The lexeme after "h t t p s colon slash slash", "https" or "w w w dot". */
function afterProtocol(lexemes: readonly Lexeme[], at: number): number {
  let i = at
  const eat = (...keys: string[]) => {
    if (!keys.every((key, k) => lexemes[i + k]?.key === key)) return false
    i += keys.length
    return true
  }
  const protocol = eat('h', 't', 't', 'p', 's') || eat('h', 't', 't', 'p') || eat('https') || eat('http')
  if (protocol) {
    eat('colon')
    eat('forward')
    eat('slash')
    eat('forward')
    eat('slash')
  }
  if (eat('w', 'w', 'w')) eat('dot')
  return i
}

/** Most words of a piece of a path. */
const PATH_WORDS = 3
/** Words that go on after an address rather than in it. */
const afterPath =
  /^(?:and|or|but|for|to|on|in|at|if|is|are|was|i|i'm|you|we|they|he|she|it|that|this|the|then|there|so|with|from|because|please|now|today|when|where|who|which|what|my|your|of|by|not|no|all|just|did|do|does|can|could|will|would|says|said|uh|um|okay|right|thanks|website|page|online|site|app|slash|dot)$/

/** "Slash offers", "/help", "slash shop slash knotty yarns". */
function withPath(lexemes: readonly Lexeme[], end: number): number {
  let to = end
  for (;;) {
    const next = lexemes[to + 1]
    const word = lexemes[to + 2]
    if (next && /^\/$/.test(next.gap)) to++
    else if (next?.key === 'slash' && /^,?\s$/.test(next.gap) && word && /^\s$/.test(word.gap)) {
      if (word.kind !== 'word' && word.kind !== 'digits') return to
      to = pieceEnd(lexemes, /^at$/.test(word.key) && lexemes[to + 3]?.key === 'sign' ? to + 4 : to + 2)
    } else return to
  }
}

/** The last word of a piece of a path that begins at `at`. */
function pieceEnd(lexemes: readonly Lexeme[], at: number): number {
  let to = Math.min(at, lexemes.length - 1)
  for (let words = 1; words < PATH_WORDS + 2 && lexemes[to + 1]; words++) {
    const { key, kind, gap } = lexemes[to + 1]!
    const joint = /^(?:dash|hyphen|underscore)$/.test(key)
    if (
      kind === 'masked' ||
      kind === 'at' ||
      !/^[\s-]$/.test(gap) ||
      (afterPath.test(key) && !isLastPair(lexemes, to + 1, at))
    )
      break
    if (words >= PATH_WORDS && !joint && !numberAt(lexemes, to + 1)) break
    to++
  }
  return to
}

/** "Slash wool and wicker": two words with which all ends. */
function isLastPair(lexemes: readonly Lexeme[], and: number, at: number): boolean {
  const [word, next] = [lexemes[and + 1], lexemes[and + 2]]
  if (lexemes[and]!.key !== 'and' || and === at || word?.kind !== 'word' || afterPath.test(word.key))
    return false
  return next === undefined || /[.?!;,]/.test(next.gap)
}

/** Every IP address in `passage`. */
export function findIpAddresses(passage: Passage): Finding[] {
  const findings: Finding[] = []
  for (const pattern of [writtenIp, writtenIp6]) {
    for (const { 0: text, index } of passage.text.matchAll(pattern)) {
      const place = isVersion(passage.text, index) ? null : lexemesWithin(passage, index, index + text.length)
      if (place) findings.push({ ...place, type: 'IP' })
    }
  }
  for (let at = 0; at < passage.lexemes.length; at++) {
    const version = /^(?:version|firmware|build|release)$/.test(passage.lexemes[at - 1]?.key ?? '')
    const to = version ? null : saidIp(passage.lexemes, at)
    if (to === null) continue
    findings.push({ from: at, to, type: 'IP' })
    at = to
  }
  return findings
}

function isVersion(text: string, index: number): boolean {
  return /\b(?:version|firmware|build|release)\s+$/i.test(
    text.slice(Math.max(0, index - VERSION_REACH), index),
  )
}

/** Four numbers up to 255 with "dot" or "point" between them. */
function saidIp(lexemes: readonly Lexeme[], at: number): number | null {
  let i = at
  for (let part = 0; ; part++) {
    const end = octetEnd(lexemes, i)
    if (end === null) return null
    if (part === 3) return end
    const dot = lexemes[end + 1]
    if (!dot) return null
    if (dot.key === 'dot' || dot.key === 'point') i = end + 2
    else if (dot.gap === '.') i = end + 1
    else return null
  }
}

function octetEnd(lexemes: readonly Lexeme[], at: number): number | null {
  let digits = ''
  let end: number | null = null
  for (let number = numberAt(lexemes, at); number; number = numberAt(lexemes, number.to + 1)) {
    if (digits !== '' && !/^\s$/.test(lexemes[number.from]!.gap)) break
    digits += number.digits
    if (digits.length > 3) return null
    end = number.to
  }
  return end !== null && Number(digits) <= 255 ? end : null
}
