// Addresses without a street: "Route 9, box 12", "rural route two box thirty", "4400 county road 12".

import { announcesAddress } from './address-cue.ts'
import type { Lexeme } from './lexeme.ts'
import { nearbyBefore } from './nearby.ts'
import { numberRunsOf } from './number-run.ts'
import type { Passage } from './passage.ts'

const HOUSE_DIGITS = 6
/** Fewest digits of a house on a road that is called no more than "route" or "highway". */
const LEAST_HOUSE_DIGITS = 3
const NUMBER_LEXEMES = 8

/** The addresses of `passage` on numbered roads and rural routes. */
export function routeAddresses(passage: Passage): { from: number; to: number }[] {
  return [...routeBoxes(passage.lexemes), ...housesOnRoads(passage)]
}

/** "(Rural) route N, box N". */
function routeBoxes(lexemes: readonly Lexeme[]): { from: number; to: number }[] {
  return lexemes.flatMap(({ key }, at) => {
    const route = /^(?:route|rt|rte|rr|hc|rfd)$/.test(key) || (key === 'r' && lexemes[at - 1]?.key === 'r')
    const number = route ? numberEnd(lexemes, at + 1) : null
    const box = number === null ? null : boxEnd(lexemes, number + 1)
    if (box === null) return []
    const wider = /^(?:rural|star|r|delivery|county|state)$/.test(lexemes[at - 1]?.key ?? '')
    return [{ from: wider ? at - 1 : at, to: box }]
  })
}

function boxEnd(lexemes: readonly Lexeme[], at: number): number | null {
  const box = lexemes[at]
  return box?.key === 'box' && /^[\s,]{1,2}$/.test(box.gap) ? numberEnd(lexemes, at + 1) : null
}

/** The end of a number of at most six digits that starts at lexeme `at`. */
function numberEnd(lexemes: readonly Lexeme[], at: number): number | null {
  const run = numberRunsOf(lexemes.slice(at, at + NUMBER_LEXEMES))[0]
  return run?.from === 0 && !run.unsure && run.digits.length <= HOUSE_DIGITS ? at + run.to : null
}

/** "4400 county road 12". A number behind "exit" or "mile" is no house. */
function housesOnRoads(passage: Passage): { from: number; to: number }[] {
  const { lexemes } = passage
  return numberRunsOf(lexemes).flatMap(({ from, to, digits, unsure }) => {
    if (unsure || digits.length > HOUSE_DIGITS || isMarker(lexemes[from - 1])) return []
    const road = roadEnd(lexemes, to + 1)
    const number = road === null ? null : numberEnd(lexemes, road.end + 1)
    if (road === null || number === null) return []
    const end = compassEnd(lexemes, number)
    const announced = announcesAddress(nearbyBefore(passage, from))
    const sure = road.sure || announced || end > number || !isYear(digits)
    return sure && (digits.length >= LEAST_HOUSE_DIGITS || announced) ? [{ from, to: end }] : []
  })
}

/** "Highway sixty one north". */
function compassEnd(lexemes: readonly Lexeme[], end: number): number {
  const next = lexemes[end + 1]
  return next && /^(?:north|south|east|west|n|s|e|w)$/.test(next.key) && next.gap === ' ' ? end + 1 : end
}

/** "In 2019 highway 9 was closed". */
function isYear(digits: string): boolean {
  return /^(?:19|20)\d\d$/.test(digits)
}

function isMarker(before: Lexeme | undefined): boolean {
  return /^(?:exit|exits|mile|marker|junction|route|highway|interstate|bus|flight|took|take|version|bus)$/.test(
    before?.key ?? '',
  )
}

/** The kind of a numbered road at lexeme `at`; `sure` when it can hardly be anything else behind a number. */
function roadEnd(lexemes: readonly Lexeme[], at: number): { end: number; sure: boolean } | null {
  const first = /^(?:north|south|east|west|n|s|e|w|old)$/.test(lexemes[at]?.key ?? '') ? at + 1 : at
  const [one, two] = [lexemes[first], lexemes[first + 1]]
  if (!one || !/^\s$/.test(one.gap)) return null
  const owned = /^(?:county|state|us|farm|ranch|township|forest|provincial|rural)$/.test(one.key)
  if (owned && /^(?:road|rd|route|rte|highway|hwy|trail)$/.test(two?.key ?? ''))
    return { end: first + 1, sure: true }
  const market = lexemes.slice(first, first + 4).map(({ key }) => key)
  if (/^farm to market/.test(market.join(' ')))
    return { end: /^(?:road|rd)$/.test(market[3] ?? '') ? first + 3 : first + 2, sure: true }
  if (one.key === 'fm') return { end: first, sure: true }
  if (one.key === 'us' && /^(?:highway|route)$/.test(two?.key ?? '')) return { end: first + 1, sure: true }
  return /^(?:highway|hwy|route|rte|us|interstate)$/.test(one.key) ? { end: first, sure: false } : null
}
