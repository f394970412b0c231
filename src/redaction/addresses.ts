// Street addresses: number and street with unit and the town behind it, what follows "the address is", boxes, and
// units and streets that stand alone.

import { bareStreetEnd } from './address-bare.ts'
import { addressAfterCue, announcesAddress } from './address-cue.ts'
import { parkAddresses } from './address-parks.ts'
import { roadsides } from './address-roadside.ts'
import { routeAddresses } from './address-routes.ts'
import { articleStreetEnd, endsStreet, halfEnd, numberedStreetEnd } from './address-streets.ts'
import { tailEnd, unitEnd } from './address-tail.ts'
import {
  compass,
  stopWords,
  streetEnding,
  streetWords,
  streetWordsBefore,
  unitWords,
  waryStreetWords,
} from './address-words.ts'
import type { Finding } from './finding.ts'
import { streetsWithNumberBehind } from './house-number-behind.ts'
import type { Lexeme } from './lexeme.ts'
import { nearbyBefore } from './nearby.ts'
import { numberAt } from './number-element.ts'
import type { NumberRun } from './number-row.ts'
import { numberRunsOf } from './number-run.ts'
import { ordinalWords } from './number-words.ts'
import type { Passage } from './passage.ts'
import { isCommonWord, isCountry, isFirstName, isSurname } from './words-known.ts'

/** Most words between house number and kind of street. */
const STREET_WORDS = 4
const HOUSE_DIGITS = 6

/** Every address in `passage`, with its town, state, ZIP and country when they follow at once. */
export function findAddresses(passage: Passage): Finding[] {
  const places = [
    ...numberedStreets(passage),
    ...boxes(passage),
    ...foreignStreets(passage),
    ...streetsAlone(passage),
    ...unitsAlone(passage),
    ...addressAfterCue(passage),
    ...routeAddresses(passage),
    ...roadsides(passage),
    ...parkAddresses(passage),
    ...streetsWithNumberBehind(passage),
  ]
  return places.map(({ from, to }) => ({
    from: unitStart(passage, from),
    to: tailEnd(passage, to),
    type: 'ADDRESS',
  }))
}

/** "Unit 12, 45 Collins Street", "at number ten station road": where the unit before a street line begins. */
function unitStart(passage: Passage, from: number): number {
  for (let at = from - 1; at >= Math.max(0, from - 4); at--) {
    const before = unitWords.has(passage.lexemes[at]!.key)
    const named =
      at === from - 1 &&
      passage.lexemes[at]!.key === 'number' &&
      / (?:at|is) $/.test(nearbyBefore(passage, at))
    if (named) return at
    if (before && (at === from - 1 || unitEnd(passage, at) === from - 1)) return at
  }
  return from
}

interface Place {
  from: number
  to: number
}

function numberedStreets(passage: Passage): Place[] {
  return numberRunsOf(passage.lexemes).flatMap((run) => {
    const house = houseNumber(run)
    const street = house === null ? null : streetEnd(passage, house, run.to + 1)
    return house !== null && street !== null ? [{ from: house, to: street }] : []
  })
}

/** Where the house number begins: a long row is cut to its last figures. */
function houseNumber(run: NumberRun): number | null {
  if (run.digits.length <= HOUSE_DIGITS && !run.unsure) return run.from
  const last = run.elements.at(-1)!
  if (/^(?:1,)?(?:3,3,4|3,4)$/.test(run.groups.join(',')) || last.digits.startsWith('0')) return null
  return last.figures && last.digits.length <= HOUSE_DIGITS ? last.from : null
}

/** The last lexeme of a street name that starts at `at`, behind the house number at `house`. */
function streetEnd(passage: Passage, house: number, at: number): number | null {
  const { lexemes } = passage
  const whole = halfEnd(lexemes, at) ?? at
  const start = letterSuffix(lexemes, whole) ? whole + 1 : whole
  const numbered =
    numberedStreetEnd(lexemes, whole) ??
    numberedStreetEnd(lexemes, start) ??
    bareStreetEnd(passage, house, start)
  if (numbered !== null && (numberAt(lexemes, house)?.digits.length ?? 0) > 0)
    return withCompass(lexemes, numbered)
  const foreign = foreignEnd(passage, start) ?? articleStreetEnd(passage, start)
  if (foreign !== null) return foreign
  let named = false
  let uncommon = false
  for (let i = start; i < lexemes.length && i - start <= STREET_WORDS; i++) {
    const lexeme = lexemes[i]!
    if (lexeme.kind === 'masked' || lexeme.kind === 'at' || !/^[\s.,-]{0,2}$/.test(lexeme.gap)) return null
    if (named && isUnitOfStreet(passage, i, i - house)) return i - 1
    if (/,/.test(lexeme.gap) && i > start) return null
    if (named && (streetWords.has(lexeme.key) || waryStreetWords.has(lexeme.key))) {
      const further = lexemes[i + 1]
      if (further && /^ $/.test(further.gap) && (streetWords.has(further.key) || endsStreet(passage, i + 1)))
        continue
      const sure = streetWords.has(lexeme.key) || uncommon || isPlaceLike(passage, { house, at, suffix: i })
      return sure ? withCompass(lexemes, i) : null
    }
    if (streetEnding.test(lexeme.key) && lexeme.key.length > 6 && !isCommonWord(lexeme.key)) return i
    if (stopWords.has(lexeme.key) || (i === start && /^(?:way|lane)$/.test(lexeme.key))) return null
    if (!compass.has(lexeme.key)) named = true
    uncommon ||= !isCommonWord(lexeme.key) && lexeme.kind === 'word'
  }
  return null
}

/** "4120 birchwood apartment nine": a flat says that a street stands before it. */
function isUnitOfStreet(passage: Passage, at: number, houseLexemes: number): boolean {
  const { key, gap } = passage.lexemes[at]!
  const flat = /^(?:apartment|apt|suite|ste|unit)$/.test(key)
  const behindComma = /^, $/.test(gap) && passage.cased && passage.lexemes[at - 1]!.capital
  if (
    !flat &&
    !(behindComma && (/^(?:building|bldg|lot|penthouse|trailer)$/.test(key) || isFloor(passage, at)))
  )
    return false
  const figures = houseLexemes > 1 || (passage.lexemes[at - houseLexemes]?.key.length ?? 0) > 1
  const size = passage.lexemes
    .slice(at - houseLexemes, at)
    .some(({ key }) => /^(?:square|foot|feet|ft|person|people|bed|story|room|family)$/.test(key))
  return figures && !size && unitEnd(passage, at) !== null
}

/** "100 Wilshire, 21st floor". */
function isFloor({ lexemes }: Passage, at: number): boolean {
  return [at + 1, at + 2].some((floor) => lexemes[floor]?.key === 'floor')
}

const linkWords = new Set(
  'de la le les du des d l di da do dos das del della san santa saint st von der den'.split(' '),
)

/** "38 Avenue Foch", "rue de la paix": a kind of street before its name. */
function foreignEnd({ lexemes, cased }: Passage, at: number): number | null {
  if (!streetWordsBefore.has(lexemes[at]?.key ?? '')) return null
  let end: number | null = null
  for (let i = at + 1; i < lexemes.length && i - at <= 5; i++) {
    const { key, kind, capital, gap } = lexemes[i]!
    if (kind !== 'word' || !/^[ '’-]$/.test(gap) || isCountry(key)) break
    if (linkWords.has(key)) continue
    if (end !== null && i - end > 1) break
    const known = /^(?:rue|via|calle|rua)$/.test(lexemes[at]!.key) && (isFirstName(key) || isSurname(key))
    if (
      cased
        ? !capital && (!/^(?:rue|via|calle|rua)$/.test(lexemes[at]!.key) || isCommonWord(key))
        : isCommonWord(key) && !known && !linkWords.has(lexemes[i - 1]!.key)
    )
      break
    if (!cased && end !== null && stopWords.has(key)) break
    end = i
  }
  return end
}

/** "12 B Oak Street", but not "12 B Street". */
function letterSuffix(lexemes: readonly Lexeme[], at: number): boolean {
  return /^[b-h]$/.test(lexemes[at]?.key ?? '') && !streetWords.has(lexemes[at + 1]?.key ?? '')
}

/** For "drive", "way" and other common words: capitals, a cue, or a town behind it make it a street. */
function isPlaceLike(passage: Passage, { house, at, suffix }: StreetLine): boolean {
  const { lexemes, cased } = passage
  const words = lexemes.slice(at, suffix + 1)
  if (cased && words.every(({ capital, kind }) => capital || kind === 'digits')) return true
  if (unitEnd(passage, suffix + 1) !== null || tailEnd(passage, suffix) > suffix) return true
  const left = nearbyBefore(passage, house)
  if (announcesAddress(left) || / (?:at|address|on|to|in) $/.test(left)) return true
  const figures = at - house > 1 || (numberAt(lexemes, house)?.digits.length ?? 0) > 1
  return figures && endsStreet(passage, suffix) && (house === 0 || mayBringAddress.test(left))
}

interface StreetLine {
  house: number
  /** Where the street's name begins and its kind stands. */
  at: number
  suffix: number
}

/** Behind these a number of two words or figures with a kind of street is one. */
const mayBringAddress =
  / (?:from|is|was|'s|it's|that's|near|by|property|place|house|home|address|live|uh|um|yes|yeah|okay|so|:|¶|\.|,|user) $/

function withCompass(lexemes: readonly Lexeme[], end: number): number {
  const next = lexemes[end + 1]
  return next && compass.has(next.key) && /^\s$/.test(next.gap) ? end + 1 : end
}

const unitsThatStandAlone = new Set(['apartment', 'apt', 'suite', 'ste', 'flat'])

function unitsAlone(passage: Passage): Place[] {
  return passage.lexemes.flatMap(({ key }, at) => {
    const end = unitsThatStandAlone.has(key) ? unitEnd(passage, at) : null
    return end === null ? [] : [{ from: at, to: end }]
  })
}

/** "P O box 12", "post office box", and military "PSC 3, box 4, APO AE 09012". */
function boxes(passage: Passage): Place[] {
  const { lexemes } = passage
  return lexemes.flatMap(({ key }, at): Place[] => {
    const military = /^(?:psc|cmr)$/.test(key)
    const spelled = key === 'box' && lexemes[at - 1]?.key === 'o' && lexemes[at - 2]?.key === 'p'
    const post = key === 'box' && /^(?:po|office)$/.test(lexemes[at - 1]?.key ?? '')
    const one = key === 'postbox' || key === 'postfach'
    if (!military && !spelled && !post && !one) return []
    const number = numberRunsOf(lexemes.slice(at + 1, at + 16))[0]
    if (number?.from !== 0) return []
    const office = post && lexemes[at - 1]!.key === 'office' ? 2 : 1
    const from = military || one ? at : spelled ? at - 2 : at - office
    return [{ from, to: military ? militaryEnd(lexemes, at + 1 + number.to) : at + 1 + number.to }]
  })
}

function militaryEnd(lexemes: readonly Lexeme[], end: number): number {
  let to = end
  for (let i = end + 1; i < lexemes.length; i++) {
    const number = numberAt(lexemes, i)
    if (number) i = number.to
    else if (!/^(?:box|apo|fpo|dpo|a|p|o|ae|ap|aa|e)$/.test(lexemes[i]!.key)) break
    to = i
  }
  return to
}

/** "Villacher Strasse 89", "Rua das Flores 12". */
function foreignStreets(passage: Passage): Place[] {
  const { lexemes } = passage
  return lexemes.flatMap((lexeme, at): Place[] => {
    const ending = streetEnding.test(lexeme.key) && lexeme.key.length > 3 && !isCommonWord(lexeme.key)
    if (ending) {
      const number = numberAt(lexemes, at + 1)
      if (!number || number.amount || !/^[ ,]{1,2}$/.test(lexemes[at + 1]!.gap)) return []
      return [{ from: lexeme.key.length <= 7 ? nameStart(passage, at) : at, to: lastNumber(lexemes, at + 1) }]
    }
    if (!streetWordsBefore.has(lexeme.key)) return []
    if (passage.cased && !lexeme.capital && !lexemes[at + 1]?.capital) return []
    for (let i = at + 1; i <= at + 5 && i < lexemes.length; i++) {
      if (numberAt(lexemes, i))
        return i > at + 1 &&
          !isLong(lexemes, i) &&
          (!isCommonWord(lexeme.key) || !isCommonWord(lexemes[i - 1]!.key))
          ? [{ from: at, to: lastNumber(lexemes, i) }]
          : []
      if (!/^[ '.,]{1,2}$/.test(lexemes[i]!.gap) || /^(?:and|is|the|for)$/.test(lexemes[i]!.key)) return []
    }
    return []
  })
}

/** Where the name before a kind of street that is a word of its own begins: "Kossuth Lajos utca". */
function nameStart({ lexemes, cased }: Passage, at: number): number {
  let from = at
  while (from > 0 && at - from < 3) {
    const { key, kind, capital } = lexemes[from - 1]!
    if (kind !== 'word' || isCommonWord(key) || (cased && !capital) || lexemes[from]!.gap !== ' ') break
    from--
  }
  return from
}

/** A phone number behind an avenue is no house. */
function isLong(lexemes: readonly Lexeme[], at: number): boolean {
  const run = numberRunsOf(lexemes.slice(at, at + 12))[0]
  return run?.from === 0 && run.digits.length > HOUSE_DIGITS
}

function lastNumber(lexemes: readonly Lexeme[], at: number): number {
  const run = numberRunsOf(lexemes.slice(at, at + 8))[0]
  return run?.from === 0 && run.digits.length <= HOUSE_DIGITS ? at + run.to : at
}

/** A street without a number, where a street is said to be: "on the corner of Elm Street and Oak Avenue". */
function streetsAlone(passage: Passage): Place[] {
  const { lexemes, cased } = passage
  return lexemes.flatMap(({ key, gap }, at): Place[] => {
    if (!streetWords.has(key) || at === 0 || !/^\s$/.test(gap)) return []
    let from = at
    while (
      at - from < 3 &&
      from > 0 &&
      isStreetName(lexemes[from - 1]!, cased) &&
      (from === at || /^[ -]$/.test(lexemes[from]!.gap))
    )
      from--
    if (from === at) return []
    const left = nearbyBefore(passage, from)
    const capitals =
      cased && lexemes.slice(from, at + 1).every(({ capital, kind }) => capital || kind === 'digits')
    const cue = / (?:on|at|to|of|off|near|from|and|between|down|along|around|address is|street is) $/.test(
      left,
    )
    const strong =
      /(?: (?:corner|intersection) of | between | lives? (?:on|at|off) | living on | located (?:on|at|off) | (?:is|are) on | moved to | moved from | (?:street|avenue|road|lane|boulevard|drive|st|ave|rd) and )$/.test(
        left,
      )
    return (capitals && cue) || strong ? [{ from, to: at }] : []
  })
}

function isStreetName({ key, kind, capital }: Lexeme, cased: boolean): boolean {
  if (kind !== 'word' || stopWords.has(key)) return false
  return !cased || capital || ordinalWords.has(key) || compass.has(key)
}
