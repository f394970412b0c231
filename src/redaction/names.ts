// Names of people: after words that announce them, and first names of the lists with what follows.
import { isAside } from './asides.ts'
import type { Finding } from './finding.ts'
import type { Lexeme } from './lexeme.ts'
import { wholeName } from './name-answers.ts'
import {
  asked,
  capitalCounts,
  kinCue,
  type NameCue,
  neverNames,
  particles,
  person,
  selfOrGreeting,
  titles,
} from './name-cues.ts'
import { nameEnd } from './name-extent.ts'
import { isFramed } from './name-frames.ts'
import { pairEnd } from './name-pairs.ts'
import { strangeEnd } from './name-strange.ts'
import { nearbyBefore } from './nearby.ts'
import { numberAt } from './number-element.ts'
import type { Passage } from './passage.ts'
import {
  isCommonWord,
  isCountry,
  isEverydayWord,
  isFirstName,
  isPlace,
  isPlainFirstName,
  isState,
  isSurname,
  isWordyName,
} from './words-known.ts'

/** Every name in `passage`, titles included, as far as one can tell without the rest of the call. */
export function findNames(passage: Passage): Finding[] {
  const findings: Finding[] = []
  const { lexemes } = passage
  for (let at = 0; at < lexemes.length; at++) {
    const lexeme = lexemes[at]!
    if (lexeme.kind !== 'word' || isLetterOf(lexemes, at)) continue
    const left = nearbyBefore(passage, at)
    if (ofPlace.test(left) || isOfState(lexemes, at) || isFlower(passage, at, left)) continue
    const cue = cueOf(passage, at, left)
    const framed = isFramed(passage, at)
    const whole = wholeName(passage, at, cue) ?? pairEnd(passage, at) ?? strangeEnd(passage, at, left)
    if (!framed && whole === null && !startsName(passage, at, { cue, left })) continue
    const to = Math.max(nameEnd(passage, at, cue), whole ?? at)
    const called = isCalledFirst(passage, at)
    const titled = called || (at > 0 && titles.has(lexemes[at - 1]!.key) && /^\.?\s*$/.test(lexeme.gap))
    findings.push({
      from: titled ? at - 1 : at,
      to,
      type: 'NAME',
      person:
        framed || titled || (to > at && (cue === 'asked' || cue === 'person' || introducing.test(left))),
      sure:
        framed ||
        whole !== null ||
        cue === 'asked' ||
        cue === 'person' ||
        isPlainFirstName(lexeme.key) ||
        introduces(passage, at),
    })
    at = to
  }
  return [...findings, ...joinedTo(passage, findings)]
}

/** "Big Mike", "Coach Riddle": what stands before a name in capitals like it. */
function isCalledFirst({ lexemes, cased }: Passage, at: number): boolean {
  const before = lexemes[at - 1]
  if (!cased || !before?.capital || lexemes[at]!.gap !== ' ') return false
  return at > 1 && /^(?:big|little|lil|old|young)$/.test(before.key) && !/[.?!:]/.test(before.gap)
}

/** "South Dakota", "west virginia". */
function isOfState(lexemes: readonly Lexeme[], at: number): boolean {
  const before = lexemes[at - 1]
  if (lexemes[at]!.gap !== ' ' || !/^(?:south|north|west|new)$/.test(before?.key ?? '')) return false
  return isState(`${before!.key}_${lexemes[at]!.key}`)
}

/** "Daisies and jasmine". */
function isFlower({ lexemes, cased }: Passage, at: number, left: string): boolean {
  const flower =
    /^(?:rose|daisy|lily|jasmine|violet|iris|ivy|heather|poppy|holly|basil|rosemary|ginger|olive|sage|laurel|fern)$/
  return (
    !cased &&
    flower.test(lexemes[at]!.key) &&
    / (?:lilies|daisies|roses|tulips|violets|herbs|flowers|plants|spices|mint|thyme|orchids|ferns|lavender|parsley|garlic|onions) (?:and|or) $/.test(
      left,
    )
  )
}

const ofPlace = / (?:town|city|village|suburb) (?:called|named) $/
const introducing = / (?:this is|this 's|i'm|i am) $/

/** "V as in Victor" names no Victor. */
function isLetterOf(lexemes: readonly Lexeme[], at: number): boolean {
  const [a, b, c] = [lexemes[at - 3]?.key ?? '', lexemes[at - 2]?.key, lexemes[at - 1]?.key]
  if (b === 'as' && c === 'in') return a.length === 1
  return (c === 'for' || c === 'like') && (b ?? '').length === 1 && b !== 'i' && b !== 'a'
}

function cueOf(passage: Passage, at: number, left: string): NameCue {
  const before = passage.lexemes[at - 1]
  if (before && titles.has(before.key) && /^\.?\s+$/.test(passage.lexemes[at]!.gap)) return 'person'
  if ((asked.test(left) && !asksForStreet.test(left)) || isNamedBehind(passage.lexemes, at)) return 'asked'
  if (person.test(left)) return 'person'
  return selfOrGreeting.test(left) || at === 0 ? 'open' : 'none'
}

const asksForStreet = / street names? (?!.* names? )/

/** "Mark Long is my name." */
function isNamedBehind(lexemes: readonly Lexeme[], at: number): boolean {
  return [1, 2].some((size) => {
    const keys = lexemes.slice(at + size, at + size + 3).map(({ key }) => key)
    return /^(?:is|'s) (?:my|the) name$/.test(keys.join(' '))
  })
}

interface Standing {
  cue: NameCue
  left: string
}

function startsName(passage: Passage, at: number, { cue, left }: Standing): boolean {
  const lexeme = passage.lexemes[at]!
  const { key, capital } = lexeme
  if (
    key.length < 2 ||
    (neverNames.has(key) && !mayBeName(passage, at, { cue, left })) ||
    numberAt(passage.lexemes, at) ||
    key === "'s"
  )
    return false
  const next = passage.lexemes[at + 1]?.key ?? ''
  if (isState(key) && /^(?:licen[sc]e|driver|drivers|dl|id|plates?|resident|state|law|office)$/.test(next))
    return false
  if (/ (?:the|a|an) $/.test(left) && (isWordyName(key) || isState(key))) return false
  if (/ (?:a|an) $/.test(left) && cue === 'none' && !isFirstName(key) && !titles.has(key))
    return isOneNamed(passage, at, left)
  if (isFamily(passage, at, left)) return true
  if (
    isCountry(key) ||
    (isState(key) && / (?:to|from|of) $/.test(left)) ||
    / (?:(?<!as )in|near) $/.test(left) ||
    isDigitGlued(passage.lexemes, at)
  )
    return false
  if (passage.cased && !capital && !(cue === 'asked' && !isCommonWord(key) && isFirstName(key))) return false
  if (particles.has(key) && !isFirstName(key) && cue !== 'asked') return false
  const cased = passage.cased && capital
  if (cue === 'asked') return isAskedName(passage, at)
  if (cue === 'person') return isPersonName(passage, at, left)
  if (introduces(passage, at)) return true
  if (at === 0 && isAddressed(passage.lexemes)) return true
  return listedName(passage, at, cue) || (cased && unlistedName(passage, at, { cue, left }))
}

/** A word of {@link neverNames} that its place makes a name. */
function mayBeName(passage: Passage, at: number, { cue, left }: Standing): boolean {
  if (isWordyInside(passage, at) || isMonthName(passage, at, left)) return true
  return (
    introduces(passage, at) ||
    (cue === 'asked' && (isWholeAnswer(passage, at) || isSurnameAlone(passage, left)))
  )
}

/** "The other driver was a Gintaras Petrauskas": two words of no list that end the clause. */
function isOneNamed({ lexemes, cased }: Passage, at: number, left: string): boolean {
  const next = lexemes[at + 2]
  if (!cased || !surnameFollows(lexemes, at) || isCommonWord(lexemes[at]!.key)) return false
  const ends = !next || /[,.?!;\n]/.test(next.gap) || /^(?:who|and|on|at|from)$/.test(next.key)
  return ends && / (?:was|is|'s|by|with|from|named|called|met|to) (?:a|an) $/.test(left)
}

/** "For the Ilunga family", "we're the Ilungas". */
function isFamily({ lexemes, cased }: Passage, at: number, left: string): boolean {
  const { key, capital } = lexemes[at]!
  if (!/ the $/.test(left) || isCommonWord(key) || key.length < 4 || isPlace(key, 'city')) return false
  const next = lexemes[at + 1]
  if (/ (?:we're|we are|they're|they are|this is) the $/.test(left) && cased && capital && key.endsWith('s'))
    return !next || /[,.?!;\n]/.test(next.gap)
  if (
    next?.gap !== ' ' ||
    !/^(?:family|household|residence|party|wedding|reunion|twins|kids|boys|girls)$/.test(next.key)
  )
    return false
  return (cased && capital) || isSurname(key) || / for the $/.test(left)
}

const seldomNames = /^(?:rich|frank|rusty|sandy|stern|merry|sunny|handy|major|sonny|gay|happy)$/

const seldomSurnames =
  /^(?:power|price|speed|street|waters?|case|key|pool|day|page|song|root|field|spring|summer|winter)$/

/** "This is mark brown": a word and a word, but both are names, and nothing else follows. */
function introduces(passage: Passage, at: number): boolean {
  const [first, last, behind] = passage.lexemes.slice(at, at + 3)
  const left = nearbyBefore(passage, at)
  if (!first || last?.kind !== 'word' || last.gap !== ' ' || !isWordyName(first.key)) return false
  if (!isSurname(last.key) || (passage.cased ? !first.capital : seldomSurnames.test(last.key))) return false
  const ends = !behind || /[,.?!;\n]/.test(behind.gap) || followsIntroduction.test(behind.key)
  if (!ends) return false
  return / this (?:is|'s) $/.test(left) || (/ (?:i'm|i am) $/.test(left) && !seldomNames.test(first.key))
}

const followsIntroduction = /^(?:from|with|calling|speaking|again|here|and|i|i'm|how|in|at)$/

/** "Will Young.": all that is answered to a question for the name. */
function isWholeAnswer({ lexemes }: Passage, at: number): boolean {
  const { key } = lexemes[at]!
  if (!isWordyName(key) && !/^(?:april|may|june|august)$/.test(key)) return false
  const last = lexemes[at + 1]
  const ends = (lexeme: Lexeme | undefined) => lexeme === undefined || /[,.?!;\n]/.test(lexeme.gap)
  return ends(last) || (last!.gap === ' ' && isSurname(last!.key) && ends(lexemes[at + 2]))
}

/** "Young." and nothing else, where the surname was asked for. */
function isSurnameAlone({ lexemes, text }: Passage, left: string): boolean {
  if (lexemes.length !== 1 || !isSurname(lexemes[0]!.key) || isAside(text)) return false
  return / (?:surname|(?:last|family|maiden) name)(?: [^ ]+){0,3} ¶ $/.test(left)
}

/** "This is Will": a word that is hardly ever a name, with a capital that no sentence start explains. */
function isWordyInside({ lexemes, cased }: Passage, at: number): boolean {
  const { key, capital, gap } = lexemes[at]!
  return cased && capital && at > 0 && isWordyName(key) && !/[.?!:]/.test(gap)
}

/** "Her name was may". */
function isMonthName({ lexemes }: Passage, at: number, left: string): boolean {
  if (!/^(?:april|may|june|august|will)$/.test(lexemes[at]!.key) || !/ name (?:is|was|'s) $/.test(left))
    return false
  return !numberAt(lexemes, at + 1) && !/^(?:be|have|not)$/.test(lexemes[at + 1]?.key ?? '')
}

function isDigitGlued(lexemes: readonly Lexeme[], at: number): boolean {
  const next = lexemes[at + 1]
  return (
    (next?.kind === 'digits' && next.gap === '') ||
    (lexemes[at]!.gap === '' && lexemes[at - 1]?.kind === 'digits')
  )
}

/** "Bear with me", "mark my words": a word that does something to what follows. */
function isCommand(lexemes: readonly Lexeme[], at: number): boolean {
  const [{ key, gap }, next, behind] = [lexemes[at]!, lexemes[at + 1], lexemes[at + 2]]
  if (!isEverydayWord(key) || !next || next.gap !== ' ' || !(at === 0 || /[.?!\n,]/.test(gap))) return false
  if (/^(?:the|my|a|it|that|this|me|us|out|up|off|down)$/.test(next.key)) return true
  return next.key === 'with' && /^(?:me|us)$/.test(behind?.key ?? '')
}

/** "The last name field is empty". */
function isFormField(lexemes: readonly Lexeme[], at: number): boolean {
  return (
    /^(?:field|fields|box|line|section|column|entry|part)$/.test(lexemes[at]!.key) &&
    /^(?:is|was|on|in|says|has|shows|did|does|needs|got)$/.test(lexemes[at + 1]?.key ?? '')
  )
}

/** Whatever is said after "my name is", unless it is a word of another turn of phrase ("… is spelled wrong"). */
function isAskedName({ lexemes, cased }: Passage, at: number): boolean {
  const { key, capital } = lexemes[at]!
  if (isCommand(lexemes, at) || isFormField(lexemes, at)) return false
  if (!isCommonWord(key)) return !/(?:ing|ed)$/.test(key) || isFirstName(key) || isSurname(key) || capital
  if (cased && capital && (at > 0 || isFirstName(key))) return true
  return isFirstName(key) || isSurname(key)
}

/** They send bills. */
const servant =
  / (?:vet|doctor|dentist|lawyer|attorney|plumber|mechanic|contractor|electrician|therapist|hygienist|groomer|surgeon|accountant|veterinarian) $/

function isPersonName(passage: Passage, at: number, left: string): boolean {
  const { lexemes, cased } = passage
  const { key } = lexemes[at]!
  const titled = titles.has(lexemes[at - 1]?.key ?? '')
  if (/ (?:mailed|sent) (?:it |that |this )?to $/.test(left) && !isFirstName(key) && isPlace(key, 'town'))
    return false
  if (!isCommonWord(key)) {
    if (titled || isFirstName(key) || isSurname(key)) return true
    if (isPlace(key, 'city')) return false
    return key.length > 3 && (cased || !/(?:ing|ed|ly|s)$/.test(key))
  }
  if (titled) return isFirstName(key) || isSurname(key) || cased
  if (!isEverydayWord(key) && isFirstName(key)) return true
  if (/^(?:bill|grant|mark)$/.test(key) && servant.test(left) && !(cased && lexemes[at]!.capital))
    return false
  if (isWordyName(key) && kinCue.test(left)) return true
  const last = lexemes[at + 1]
  if (last?.kind === 'word' && last.gap === ' ' && isSurname(last.key) && !isCommonWord(last.key)) return true
  const kinOrSpeak = !/ (?:call|called|with|to) $/.test(left) || cased
  return isFirstName(key) && (cased || (kinOrSpeak && isWordyName(key) && endsClause(lexemes, at)))
}

function endsClause(lexemes: readonly Lexeme[], at: number): boolean {
  const next = lexemes[at + 1]
  return !next || /[,.?!]/.test(next.gap) || next.key === 'and' || next.key === 'is' || isSurname(next.key)
}

/** A first name of the lists with no more than an open place before it. */
function listedName(passage: Passage, at: number, cue: NameCue): boolean {
  const { lexemes, cased } = passage
  const { key, capital } = lexemes[at]!
  const next = lexemes[at + 1]
  const surnameNext = next !== undefined && next.gap === ' ' && followsAsSurname(passage, next)
  if (isPlace(key, 'city') && !surnameNext && cue !== 'open') return false
  if (isPlainFirstName(key)) return true
  if (!isFirstName(key)) return false
  if (isCalled(passage, at)) return true
  if (cased && capital) {
    if (surnameNext) return at > 0 || isWordyName(key) || !isEverydayWord(key) || !isEverydayWord(next.key)
    if (!isEverydayWord(key)) return true
    const vocative = next !== undefined && /^,/.test(next.gap) && cue === 'open'
    return (
      isWordyName(key) && at > 0 && (vocative || !/[.?!]/.test(lexemes[at]!.gap)) && !isTitleCase(passage, at)
    )
  }
  return cue === 'open' && !cased && isWordyName(key) && surnameNext && !isCommonWord(next.key)
}

/** "Mark, can you hear me?", "hi mark": called by a name that is a word too. */
function isCalled(passage: Passage, at: number): boolean {
  const { key } = passage.lexemes[at]!
  const next = passage.lexemes[at + 1]
  if (!isWordyName(key)) return false
  if (
    / this is $/.test(nearbyBefore(passage, at)) &&
    /^(?:from|with|calling|speaking|again|here)$/.test(next?.key ?? '')
  )
    return true
  if (
    / (?:hi|hello|hey|dear|hi there|hello there|morning|afternoon|evening)(?: ,)? $/.test(
      nearbyBefore(passage, at),
    )
  )
    return true
  return at === 0 && next !== undefined && /^,\s/.test(next.gap) && startsAddress.has(next.key)
}

/** "aloisia can i speak to your boss": an unknown first word before a request. */
function isAddressed([first, second, third]: readonly Lexeme[]): boolean {
  if (isCommonWord(first!.key) || first!.key.length < 4 || /(?:ing|ed|ly|s)$/.test(first!.key)) return false
  return (
    /^(?:can|could|would|will|are|do|did|have)$/.test(second?.key ?? '') &&
    /^(?:i|you|we)$/.test(third?.key ?? '')
  )
}

const startsAddress = new Set(
  "can could are do did what how i you please thank thanks is this let we would will i'm you're it have".split(
    ' ',
  ),
)

/** Part of a row of capitals, as in "Grace Period" or "Rose Garden": a thing more likely than a person. */
function isTitleCase({ lexemes }: Passage, at: number): boolean {
  const next = lexemes[at + 1]
  const before = lexemes[at - 1]
  if (next?.capital && next.gap === ' ' && !isSurname(next.key)) return true
  return (
    at > 1 && before!.capital && before!.key !== 'i' && lexemes[at]!.gap === ' ' && !titles.has(before!.key)
  )
}

function followsAsSurname({ cased }: Passage, { key, capital, kind }: Lexeme): boolean {
  if (kind !== 'word' || key.length < 2 || neverNames.has(key)) return false
  if (cased) return capital && (isSurname(key) || !isCommonWord(key))
  return isSurname(key) && !isEverydayWord(key)
}

/** A word that is in no list of first names: by its capital and a surname, a greeting or a comma. */
function unlistedName(passage: Passage, at: number, { cue, left }: Standing): boolean {
  const { lexemes } = passage
  const { key } = lexemes[at]!
  const next = lexemes[at + 1]
  if (isCommonWord(key) || key.length < 3) return false
  if (surnameFollows(lexemes, at)) return true
  if (isPlace(key, 'town') && !isSurname(key)) return false
  if (capitalCounts.test(left) && (!next?.capital || !/^ $/.test(next.gap))) return true
  if (at === 0 && next !== undefined && /^,\s/.test(next.gap)) return isSurname(key) || key.length > 4
  return isSurname(key) && (at > 0 || cue === 'open') && !isCommonWord(key) && (cue !== 'open' || at > 0)
}

/** "Rich and dolores quintanilla", "bill and rose penhaligon": a word that is a name too, before a whole name. */
function isFirstOfTwo(
  { lexemes, cased }: Passage,
  { at, from, to }: { at: number; from: number; to: number },
): boolean {
  const { key, capital } = lexemes[at]!
  if (at > from || to === from || !isWordyName(key) || (cased && !capital)) return false
  const left = lexemes[at - 1]?.key ?? ''
  return (
    isFirstName(lexemes[from]!.key) &&
    /^(?:|for|with|is|from|to|it's|we're|'s|by|and|uh|um|so|yes|hi|hello|this|of|names?)$/.test(left)
  )
}

/** Two words that are no English, as in "and aiko tanaka". */
function isUnknownPair(lexemes: readonly Lexeme[], at: number): boolean {
  const next = lexemes[at + 1]
  return next?.kind === 'word' && next.gap === ' ' && next.key.length > 3 && !isCommonWord(next.key)
}

/** "Tina or shevonda?": a question for no more than who it is. */
function isAsked({ lexemes, text }: Passage, or: number, last: number): boolean {
  const { end } = lexemes[last]!
  return lexemes[or]!.key === 'or' && /^\s?\?/.test(text.slice(end, end + 2))
}

/** A word of no list, written like a name: two in a row are taken for one. */
function isStrange({ key, text }: Lexeme): boolean {
  return (
    key.length > 3 && /^\p{Lu}[\p{Ll}\p{M}'’]+$/u.test(text) && !isCommonWord(key) && !isPlace(key, 'town')
  )
}

/** A surname of the lists, with no more than an initial in between. */
function surnameFollows(lexemes: readonly Lexeme[], at: number): boolean {
  const initial = lexemes[at + 1]?.capital && lexemes[at + 1]!.key.length === 1
  const next = lexemes[initial ? at + 2 : at + 1]
  if (!next?.capital || !/^\.?\s+$/.test(next.gap) || isEverydayWord(next.key)) return false
  if (isSurname(next.key) || (initial === true && isFirstName(next.key))) return true
  return [lexemes[at]!, next].every((word) => isStrange(word))
}

/** "Lamovec and Morales", "Tina or Shevonda?": a capital joined to a name by "and" or "or". */
function joinedTo(passage: Passage, findings: readonly Finding[]): Finding[] {
  const { lexemes, cased } = passage
  const taken = new Set(
    findings.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)),
  )
  return findings.flatMap(({ from, to }): Finding[] => {
    const spots = [
      { and: from - 1, at: from - 2 },
      { and: to + 1, at: to + 2 },
    ]
    return spots.flatMap(({ and, at }): Finding[] => {
      const word = lexemes[at]
      if (!/^(?:and|or)$/.test(lexemes[and]?.key ?? '') || word?.kind !== 'word' || taken.has(at)) return []
      if (isFirstOfTwo(passage, { at, to, from })) return [{ from: at, to: at, type: 'NAME' }]
      if (isCommonWord(word.key) || neverNames.has(word.key) || word.key.length < 4) return []
      if (
        cased
          ? !word.capital
          : at > 0 &&
            !isFirstName(word.key) &&
            !isUnknownPair(lexemes, at) &&
            !isAsked(passage, and, Math.max(at, to))
      )
        return []
      return [{ from: at, to: at > and ? nameEnd(passage, at, 'open') : at, type: 'NAME' }]
    })
  })
}
