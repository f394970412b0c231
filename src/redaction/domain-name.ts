// Names of hosts, said or written: "gmail dot com", "acme dash tools dot io", "gmail.com".
import type { Lexeme } from './lexeme.ts'
import { numberAt } from './number-element.ts'

/** Most pieces of a label before its dot. */
const LABEL_PIECES = 6
const topLevels = new Set(
  (
    'com org net edu gov mil int io co ai app dev info biz me tv us uk ca au nz ie za in de fr es it pt nl be lu ch at ' +
    'dk se no fi is ee lv lt pl cz sk hu ro bg gr cy mt si hr rs ba mk al ua ru by tr il jp cn kr hk tw sg my th vn ' +
    'ph id br ar mx cl pe ve eu asia online shop store site tech cloud xyz club bank health name pro mobi ly gg'
  ).split(' '),
)
/** Those that are words of talk: only a "dot" makes them one. */
const wordyTopLevels = new Set(
  (
    'blog design art media studio agency news live life world page team dental law farm cafe church house homes salon fitness travel ' +
    'photography email band inn restaurant bar pub pizza coffee garden gallery school academy clinic care vet legal tax loans rent ' +
    'properties realty plumbing works build tools supply market boutique shoes fashion jewelry gifts toys games wine beer kitchen catering bakery yoga dance music social network digital systems solutions services support guru ninja ' +
    'space today zone center foundation charity love wedding photos pics camera video audio software cloud press ink chat link click run ' +
    'fun fyi lol land earth green eco city town place'
  ).split(' '),
)
const providers = new Set(
  'gmail googlemail yahoo hotmail outlook icloud aol msn comcast protonmail proton verizon live mac'.split(
    ' ',
  ),
)
/** True for the end of a host that is a word of talk as well. */
export function isWordyTopLevel(key: string): boolean {
  return wordyTopLevels.has(key)
}

const broken = new Set(['is', 'my', 'the', 'and', 'i', 'you', 'please', 'or', 'to', 'for', 'a'])

/** The last lexeme of the host name that starts at `at`, or null. With `provider`, a mail provider's name alone, or
 * with its dot lost, is enough. */
export function domainAt(
  lexemes: readonly Lexeme[],
  at: number,
  { provider }: { provider: boolean },
): number | null {
  let end: number | null = null
  let i = at
  let pieces = 0
  while (i < lexemes.length && pieces < LABEL_PIECES) {
    const lexeme = lexemes[i]!
    if (i > at && !/^[\s.\-_]*$/.test(lexeme.gap) && !isPause(lexemes, i)) break
    const dotted = i > at && isDot(lexemes, i)
    const dot = dotted ? (/^(?:dot|point|punto)$/.test(lexeme.key) ? i + 1 : i) : null
    if (dot !== null && lexemes[dot]) {
      if (isTopLevel(lexemes, dot)) end = dot
      else if (end !== null && i > end) break
      i = dot + 1
      pieces = end === dot ? 0 : pieces + 1
      continue
    }
    if (
      end !== null ||
      lexeme.kind === 'masked' ||
      /^(?:at|@)$/.test(lexeme.key) ||
      (broken.has(lexeme.key) && pieces > 0 && !isWithin(lexemes, i))
    )
      break
    i++
    pieces++
  }
  return end ?? (provider ? providerAt(lexemes, at) : null)
}

/** "Fastmail, dot com": slowly said. */
function isPause(lexemes: readonly Lexeme[], i: number): boolean {
  const beside = [lexemes[i - 1]!.key, lexemes[i]!.key].includes('dot')
  return beside && lexemes[i]!.gap === ', '
}

/** "Hollis and sons dot biz". */
function isWithin(lexemes: readonly Lexeme[], i: number): boolean {
  return lexemes[i]!.key === 'and' && lexemes[i + 2]?.key === 'dot' && lexemes[i + 1]!.key.length > 1
}

/** A dot stands before lexeme `i`, or `i` is the word. */
function isDot(lexemes: readonly Lexeme[], i: number): boolean {
  const { key, gap } = lexemes[i]!
  return /^(?:dot|point|punto)$/.test(key) || /^\s?\.$/.test(gap) || (gap === '. ' && isTopLevel(lexemes, i))
}

/** "com", also spelled "c o m"; not when another label follows without a gap ("co" in "co.uk" is followed by a dot). */
function isTopLevel(lexemes: readonly Lexeme[], i: number): boolean {
  const { key, gap } = lexemes[i]!
  if (wordyTopLevels.has(key)) return lexemes[i - 1]?.key === 'dot' || gap === '.'
  return topLevels.has(key) && numberAt(lexemes, i) === null
}

function providerAt(lexemes: readonly Lexeme[], at: number): number | null {
  const spelled = lexemes[at]?.key === 'g' && /^mail$/.test(lexemes[at + 1]?.key ?? '') ? at + 1 : at
  const known = spelled > at || providers.has(lexemes[at]?.key ?? '')
  if (!known) return null
  return /^(?:com|net|co)$/.test(lexemes[spelled + 1]?.key ?? '') ? spelled + 1 : spelled
}
