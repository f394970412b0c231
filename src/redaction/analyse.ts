// One look at a passage: all rules, overlaps settled. What the rest of a call adds is not known here.
import type { PersonalDataSpan, PersonalDataType } from '../domain/sentence.ts'
import { findAddresses } from './addresses.ts'
import { withoutBrands } from './brands.ts'
import { findCodes } from './codes.ts'
import { findDates } from './dates.ts'
import { findEmails } from './emails.ts'
import { type Finding, settle, toSpans } from './finding.ts'
import { findNames } from './names.ts'
import { findNumbers } from './numbers.ts'
import { type Passage, type PassageInput, readPassage } from './passage.ts'
import { findPasswords } from './passwords.ts'
import { findPlaces } from './places.ts'
import { townsBehind } from './places-behind.ts'
import { findSpelledNames } from './spelled-names.ts'
import { findIpAddresses, findUrls } from './web-addresses.ts'
import { findZips } from './zips.ts'

const extendedTypes = new Set<PersonalDataType>([
  'ACCOUNT_NUMBER',
  'DRIVER_LICENSE',
  'PASSPORT',
  'PASSWORD',
  'IP',
  'URL',
])

/** A span and whether its name may be looked for in the rest of the call. */
export interface AnalysedSpan extends PersonalDataSpan {
  sure: boolean
}

/** What {@link analyse} looks at. */
export interface AnalysisInput extends PassageInput {
  extended: boolean
}

/** The personal data of one text, in order and without overlaps, `found` left out. */
export function analyse(input: AnalysisInput): AnalysedSpan[] {
  const passage = readPassage(input)
  const findings = settle(findAll(passage).filter(({ type }) => wanted(type, input)))
  const spans = toSpans(passage, findings)
  return spans.map((span, i) => ({ ...span, sure: findings[i]!.sure ?? false }))
}

function wanted(type: PersonalDataType, { extended, strict }: AnalysisInput): boolean {
  return extended || !extendedTypes.has(type) || (strict && type === 'ACCOUNT_NUMBER')
}

function findAll(passage: Passage): Finding[] {
  const dates = findDates(passage)
  const addresses = findAddresses(passage)
  const web = [...findEmails(passage), ...findUrls(passage), ...findIpAddresses(passage)]
  const ids = [...findCodes(passage), ...findPasswords(passage)]
  const taken = [...dates, ...addresses, ...web, ...ids]
  const places = [...findPlaces(passage), ...townsBehind(passage, addresses)]
  const zips = findZips(passage, places)
  const named = withoutBrands(passage, [
    ...places,
    ...withSpelled(findNames(passage), findSpelledNames(passage)),
  ])
  return [...taken, ...zips, ...named, ...findNumbers(passage, [...taken, ...zips])]
}

/** Names together with those that are spelled; a name that is spelled behind itself stays one. */
function withSpelled(names: readonly Finding[], spelled: readonly Finding[]): Finding[] {
  const ends = new Map(spelled.map((finding) => [finding.to, finding]))
  const whole = names.map((name) => {
    const letters = ends.get(name.to)
    if (!letters || letters.from < name.from) return name
    ends.delete(name.to)
    return { ...name, spelled: true }
  })
  return [...whole, ...ends.values()]
}
