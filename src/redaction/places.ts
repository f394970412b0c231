// Cities and countries: by the lists, and unknown words where only a place can stand ("I live in …").
import type { Finding } from './finding.ts'
import type { Lexeme } from './lexeme.ts'
import { asked, person as personCue } from './name-cues.ts'
import { nearbyBefore } from './nearby.ts'
import { numberAt } from './number-element.ts'
import { breaksBefore, type Passage } from './passage.ts'
import {
  isCommonWord,
  isCountry,
  isEverydayWord,
  isFirstName,
  isPlace,
  isState,
  isStateCode,
  isSurname,
} from './words-known.ts'

const MOST_WORDS = 5
/** Countries that are names or words as well: they need a preposition. */
const wordyCountries = new Set([
  'turkey',
  'chad',
  'jordan',
  'jersey',
  'reunion',
  'guinea',
  'america',
  'emirates',
  'congo',
  'dominica',
  'malta',
  'georgia',
])

/** Cities that are names as well, but more often meant as the city. */
const greatCities = new Set(
  'paris london sydney dallas houston vienna milan berlin melbourne boston denver orlando'.split(' '),
)
const selfOrCalled =
  /(?: (?:is|'s|i'm|i am|hi|hello|hey|thanks|thank you|okay|mr|mrs|ms|miss|dr|with|by|ask|tell|call|named|called)(?: ,)? | (?:mr|mrs|ms|dr) \. )$/

/** Right before a place. */
const preposition =
  /(?: (?:city|town|hometown|born|live|located|based|calling from|country)[^¶]*¶(?: [^ ]+){0,3} | from [^ ]+ (?:[^ ]+ )?to | (?:in|from|near|at|outside|around|within|via|toward|towards|of|leaving|visit|visiting|visited|past|through|into) | (?:based|located|born|lives?|lived|living|raised|moved|moving|move|fly|flying|flew|travell?ing|travel|travell?ed|drive|driving|drove|going|went|go|back|way|trip|flight|ship|shipped|shipping|delivered|relocated|relocating|returned|coming|came|come|headed|heading|arrived?|get|got|sent|mailed|forwarded|send|transferred|office|flights?|train|bus|mail|delivery|deliver|return|get) (?:it |them |here |over |back |down |up |out |in )?to )$/
/** Where only a place can follow, so that even an unknown word is one. */
const certain =
  /(?: (?:fly|flying|flew|flight|flights|travel|travell?ing|travell?ed|moved?|moving|drive|driving|drove|going|went|trip|trips|train|bus|relocated|relocating|ship|shipped) from [^ ]+ (?:[^ ]+ )?to | (?:i|we|he|she|they|you|who|family|parents|now|currently|still|also|both|people|all) (?:(?:'ve|have|has|had|ve) )?(?:now |currently |still |also |all |both )?(?:live|lives|lived|living|reside|resides|work|works|worked|grew up|stay|stayed|staying) (?:here |over |out )?(?:in|near|at|outside|around) | (?:i'm|we're|they're|he 's|she 's|you're|i am|we are|i was|we were|was|are|is|been) (?:currently |now |here |back |over |out |down |still |just )?(?:(?:standing|sitting|stuck|stranded|parked|waiting|staying|calling you|calling|driving|speaking) )?(?:in|from|near|outside|visiting|living in|based in|working in|staying in|going to|moving to|flying to|headed to) | (?:moved|move|moving|relocated|relocating|returned|travell?ed|travell?ing|travel|flying|fly|flew|drove|going home|trip|trips|flight|flights|migrated|emigrated|transferred|commute) (?:here |back |over |out |down |up |away )?(?:to|from|in) | (?:based|located|headquartered|born(?: [^ ]+){0,5}|raised|situated|grew up|live|lives|living|stationed|registered) (?:here |out |over )?(?:in|near|outside|at) | (?:arrived|arriving|arrive|landed|landing) (?:in|at) | (?:get|drive|drove|way|road|directions|distance|closer|close|closest|next door) to | (?:came|come|comes|coming|calling|call|called|visiting|shipped|sent|delivered|flew|drive|drove|driving|bus|train|flight|trip) (?:here |to you |you |in |up |down |over )?from|(?:live|lives|lived|somewhere|halfway|farm|house) between [^ ]+ (?:[^ ]+ )?and | (?:office|offices|branch|store|house|home|apartment|conference|hotel|factory|warehouse|agency|airport|hospital|school|university|stop|stay) (?:is |are |was )?in | (?:town|city|village|suburb|district|municipality|outskirts|downtown|capital) (?:of|called|named) | (?:city|town|hometown|home town|village|place of birth|birthplace)(?: name)? (?:is|was|'s|:|\?)(?: it 's| is)? )$/

const standing =
  / (?:standing|sitting|stuck|stranded|live|lives|lived|living|born|raised|based|landed|flying to|moved to|fly to) (?:in )?$/
/** Where two words with capitals are a town, whatever they mean: "the office in Cut Bank". */
const housed =
  / (?:office|branch|store|house|home|clinic|hotel|live|lives|lived|living|born|one|place|standing|stuck|deliver|farm|cabin) in $/

/** Where a word of no list is a place more often than not. */
const around =
  / (?:near|(?:just )?outside(?: of)?|just past|(?:over|out|down|up|back|live|lives|lived|farm|house|place|cabin) (?:by|near|in|around)|(?:north|south|east|west) of|close to) $/

/** Every city and country in `passage`. */
export function findPlaces(passage: Passage): Finding[] {
  const findings: Finding[] = []
  for (let at = 0; at < passage.lexemes.length; at++) {
    const place = placeAt(passage, at)
    if (!place) continue
    findings.push(place)
    at = place.to
  }
  return [...findings, ...beforeCountries(passage, findings)]
}

/** The words from `at` to `to` as a key of the lists, or null when more than spaces or hyphens part them. */
export function phraseOf(lexemes: readonly Lexeme[], at: number, to: number): string | null {
  const words = lexemes.slice(at, to + 1)
  if (words.some(({ kind, gap }, i) => kind !== 'word' || (i > 0 && !/^(?:[ -]|\. )$/.test(gap)))) return null
  return words.map(({ key }) => key).join('_')
}

function placeAt(passage: Passage, at: number): Finding | null {
  const { lexemes, cased } = passage
  const lexeme = lexemes[at]!
  if (lexeme.kind !== 'word' || (cased && !lexeme.capital) || isExplanation(lexemes, at)) return null
  const left = nearbyBefore(passage, at)
  const person = asked.test(left) || personCue.test(left)
  const near =
    isBranch(passage, at) ||
    preposition.test(left) ||
    certain.test(left) ||
    around.test(left) ||
    (!person && / to $/.test(left))
  for (let to = Math.min(at + MOST_WORDS, lexemes.length) - 1; to >= at; to--) {
    const phrase = phraseOf(lexemes, at, to)
    if (phrase === null || phrase.length < 3) continue
    if (isCountry(phrase) && countryStands(phrase, { near, cased }))
      return { from: lexemes[at - 1]?.key === 'the' ? at - 1 : at, to, type: 'COUNTRY' }
    if (cityStands(passage, { at, to, phrase, near })) return { from: at, to, type: 'CITY' }
  }
  if (/^(?:uk|us|usa)$/.test(lexeme.key) && near && (lexeme.key !== 'us' || lexeme.text === 'US')) {
    return { from: at, to: at, type: 'COUNTRY' }
  }
  return unknownPlace(passage, at, left)
}

/** "At the mankato clinic", "your Biloxi office": where a firm is. */
function isBranch({ lexemes }: Passage, at: number): boolean {
  const [{ key }, next] = [lexemes[at]!, lexemes[at + 1]]
  if (!/^(?:the|your|our|their|my|that)$/.test(lexemes[at - 1]?.key ?? '') || isCommonWord(key)) return false
  return next?.gap === ' ' && branches.test(next.key) && isPlace(key, 'town')
}

const branches =
  /^(?:clinic|office|branch|store|location|warehouse|campus|plant|depot|airport|shop|dealership|showroom|library|facility|hospital)$/

/** "N as in Nancy". */
function isExplanation(lexemes: readonly Lexeme[], at: number): boolean {
  const [letter, as] = [lexemes[at - 3], lexemes[at - 2]]
  return lexemes[at - 1]?.key === 'in' && as?.key === 'as' && (letter === undefined || letter.key.length <= 3)
}

function countryStands(phrase: string, { near, cased }: { near: boolean; cased: boolean }): boolean {
  return near || !(wordyCountries.has(phrase) || (!cased && isCommonWord(phrase)))
}

interface Spot {
  at: number
  to: number
  phrase: string
  near: boolean
}

function cityStands(passage: Passage, { at, to, phrase, near }: Spot): boolean {
  const { lexemes, cased } = passage
  const beforeState = stateAfter(lexemes, to)
  const known = isPlace(phrase, near || beforeState ? 'town' : 'city')
  if (!known) return false
  const words = lexemes.slice(at, to + 1)
  const everyday = words.every(({ key }) => isEverydayWord(key))
  if (everyday)
    return (
      (words.length > 1 && isFamous(phrase)) ||
      (cased &&
        words.length > 1 &&
        words.every(({ capital }) => capital) &&
        isTold(passage, at, beforeState)) ||
      (near && (words.length > 1 || (cased && at > 0 && certain.test(nearbyBefore(passage, at))))) ||
      (near && isWordyCity(passage, { at, to, phrase, near }))
    )
  if (words.length > 1)
    return cased || near || beforeState || !words.some(({ key }) => isCommonWord(key)) || isFamous(phrase)
  if (near || beforeState) return cased || !isCommonWord(phrase) || certain.test(nearbyBefore(passage, at))
  if (isState(phrase)) return false
  if (
    greatCities.has(phrase) &&
    !selfOrCalled.test(nearbyBefore(passage, at)) &&
    !nameFollows(lexemes[to + 1])
  )
    return true
  return phrase.length >= 5 && !isCommonWord(phrase) && !isFirstName(phrase) && !isSurname(phrase)
}

/** "Show Low, Arizona", "It's Bar Harbor.": words of which a town is made, where a town is told. */
function isTold(passage: Passage, at: number, beforeState: boolean): boolean {
  return beforeState || / (?:it 's|it's|it is|that 's|city is|town is) $/.test(nearbyBefore(passage, at))
}

/** "I'm standing in providence": a long word that is a large city too, with which all ends. */
function isWordyCity(passage: Passage, { at, to, phrase }: Spot): boolean {
  const next = passage.lexemes[to + 1]
  if (phrase.length < 7 || /ing$/.test(phrase) || !isPlace(phrase, 'city')) return false
  return (!next || /[,.?!;]/.test(next.gap)) && standing.test(nearbyBefore(passage, at))
}

function isFamous(phrase: string): boolean {
  return /^(?:new_|san_|los_|las_|saint_|st_|fort_|el_|salt_lake|kansas_city|oklahoma_city|mexico_city|cape_town|hong_kong)/.test(
    phrase,
  )
}

function nameFollows(next: Lexeme | undefined): boolean {
  return next !== undefined && next.gap === ' ' && isSurname(next.key) && !isEverydayWord(next.key)
}

/** "Springfield Illinois", "Portland, OR". */
function stateAfter(lexemes: readonly Lexeme[], to: number): boolean {
  const next = lexemes[to + 1]
  if (!next || !/^,?\s+$/.test(next.gap)) return false
  if (isState(next.key) || (/^, $/.test(next.gap) && next.capital && isCountry(next.key))) return true
  const two = phraseOf(lexemes, to + 1, to + 2)
  if (two !== null && isState(two)) return true
  return (
    isStateCode(next.key) &&
    /^[A-Z]{2}$/.test(next.text) &&
    (/,/.test(next.gap) || numberAt(lexemes, to + 2) !== null)
  )
}

function unknownPlace(passage: Passage, at: number, left: string): Finding | null {
  const { lexemes, cased } = passage
  const lexeme = lexemes[at]!
  const written = cased && housed.test(left) ? writtenTown(lexemes, at) : null
  if (written !== null) return { from: at, to: written, type: 'CITY' }
  if (calledTown.test(left) && !noTown.test(lexeme.key))
    return { from: at, to: namedEnd(lexemes, at), type: 'CITY' }
  if (isCommonWord(lexeme.key) && !stateAfter(lexemes, at)) return null
  const stands =
    (certain.test(left) && !personCue.test(left)) || stateAfter(lexemes, at) || isNearby(passage, at, left)
  if (!stands || lexeme.key.length < 4 || /(?:ing|ly)$/.test(lexeme.key)) return null
  if (isState(lexeme.key) || isState(phraseOf(lexemes, at, at + 1) ?? '')) return null
  if (isCommonWord(lexeme.key) && (!cased || at === 0)) return null
  let to = at
  while (to - at < 2 && continuesPlace(passage, to + 1)) to++
  return { from: at, to, type: 'CITY' }
}

/** "A little town called truth or consequences": up to what goes on behind it. */
function namedEnd(lexemes: readonly Lexeme[], at: number): number {
  let to = at
  while (to - at < 2 && lexemes[to + 1]?.gap === ' ' && !behindTown.test(lexemes[to + 1]!.key)) to++
  return to
}

const calledTown = / (?:a|the|this|little|small|tiny|old) (?:town|city|village|suburb) (?:called|named) $/
const noTown =
  /^(?:the|a|my|me|us|you|him|her|them|out|for|off|in|on|it|after|about|and|something|back|again|that|this|by)$/
const behindTown =
  /^(?:and|but|in|on|by|near|next|last|this|that|which|where|outside|just|about|if|i|we|it|it's|is|was|so|because|when|with|for|from|at|to|not|up|down|right|over|uh|um|today|tomorrow|yesterday|since|until)$/

/** "Cut Bank", "Truth or Consequences": the last of two or three such words, or null. */
function writtenTown(lexemes: readonly Lexeme[], at: number): number | null {
  const to = /^(?:or|of|and|the|de|la|du)$/.test(lexemes[at + 1]?.key ?? '') ? at + 2 : at + 1
  const [last, next] = [lexemes[to], lexemes[to + 1]]
  if (!last?.capital || lexemes.slice(at + 1, to + 1).some(({ gap }) => gap !== ' ')) return null
  if (isState(lexemes[at]!.key) || isCountry(last.key) || isState(last.key) || breaksBefore(lexemes[at]!))
    return null
  return !next || /[,.?!;]/.test(next.gap) || /^(?:zip|on|by|near)$/.test(next.key) ? to : null
}

/** "Near ogallala", "bemidji originally". */
function isNearby({ lexemes }: Passage, at: number, left: string): boolean {
  const { key } = lexemes[at]!
  if (isCommonWord(key) || isFirstName(key) || key.length < 5) return false
  const next = lexemes[at + 1]
  if (next?.kind === 'word' && next.gap === ' ' && !isCommonWord(next.key)) return false
  return around.test(left) || (/ from $/.test(left) && next?.key === 'originally')
}

function continuesPlace({ lexemes, cased }: Passage, at: number): boolean {
  const next = lexemes[at]
  if (next?.kind !== 'word' || !/^[ -]$/.test(next.gap)) return false
  if (isState(next.key) || isCountry(next.key)) return false
  if (
    /^(?:city|beach|springs|hills|falls|heights|island|valley|park|bay|lake|creek|bridge|point|rock|port|harbor|junction|grove|ridge|crossing|mills|river|rapids|mountain|forest|ferry|landing|corners|village|station|center|field|haven|hollow|prairie|canyon|gap|mound|cove|head|neck|wells|spring|fork|bluff|bluffs|plains|claire|bend|ford|oaks)$/.test(
      next.key,
    )
  )
    return true
  return !isCommonWord(next.key) && (!cased || next.capital)
}

/** "ALFRICK United Kingdom": what stands right before a country. */
function beforeCountries(passage: Passage, places: readonly Finding[]): Finding[] {
  return places.flatMap(({ from, type }): Finding[] => {
    const before = passage.lexemes[from - 1]
    const gap = passage.lexemes[from]!.gap
    if (type !== 'COUNTRY' || before?.kind !== 'word' || !/^[\s,>-]+$/.test(gap)) return []
    if (places.some(({ to }) => to === from - 1) || isCommonWord(before.key) || before.key.length < 3)
      return []
    if (passage.cased && !before.capital) return []
    if (isFirstName(before.key) || breaksBefore(before)) return []
    return [{ from: from - 1, to: from - 1, type: 'CITY' }]
  })
}
