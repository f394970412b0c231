// Firms, things and books that are called like people or towns: "Wells Fargo", "Johnson and Johnson", "John 3:16".
import type { Finding } from './finding.ts'
import type { Lexeme } from './lexeme.ts'
import { asked, person } from './name-cues.ts'
import { nearbyBefore } from './nearby.ts'
import { numberAt } from './number-element.ts'
import type { Passage } from './passage.ts'
import { isFirstName } from './words-known.ts'

const MOST_WORDS = 4
const phrases = new Set(
  (
    'wells fargo,bank of america,ernst and young,ben and jerry,smith and wesson,marks and spencer,procter and gamble,barnes and noble,' +
    'mary kay,jack daniel,jack daniels,john deere,charles schwab,merrill lynch,morgan stanley,jp morgan,j p morgan,edward jones,' +
    'raymond james,goldman sachs,dr pepper,papa john,jimmy john,trader joe,victoria secret,tommy hilfiger,calvin klein,' +
    'ralph lauren,michael kors,kate spade,harry potter,mayo clinic,johns hopkins,jenny craig,betty crocker,ritz carlton,chick fil a,' +
    'harley davidson,jack in the box,jersey mike,little caesar,little caesars,sherwin williams,black and decker,briggs and stratton,' +
    'dolce and gabbana,levi strauss,estee lauder,elizabeth arden,martha stewart living,rolls royce,aston martin,alfa romeo,hewlett packard,' +
    'lockheed martin,booz allen,price waterhouse,arthur andersen,sarah lawrence,william and mary,mary washington,george washington university,' +
    'george mason,james madison,steve madden,brooks brothers,eddie bauer,lane bryant,ann taylor,neiman marcus,saks fifth,louis vuitton,' +
    'oscar mayer,jimmy dean,aunt jemima,uncle ben,duncan hines,sara lee,marie callender,famous amos,bob evans,ruth chris,red robin,' +
    'tim horton,tim hortons,carl junior,wendy,denny,arby,macy,kohl,lowe,hardee,applebee,mcdonald,hilton,hyatt,marriott,sheraton,westin,ira,roth,' +
    'ada,nada,merv,fema,hepa,fargo bank,chase bank,citizens bank,lloyds,barclays,morgan chase,jp morgan chase,st jude,saint jude,' +
    'marie curie,nielsen,dun and bradstreet,currys,boots,rand mcnally,merriam webster,webster dictionary,murphy law,lyme,parkinson,alzheimer,crohn,' +
    'down syndrome,epstein barr,hodgkin,tourette,asperger,heimlich,doppler,kelvin,newton,jeep cherokee,dodge charger,ford escort,chevy malibu,' +
    'lincoln navigator,lincoln town car,roth ira,dow jones,washington post,stanley cup,shirley temple,kelley blue book,kelly blue book,tom tom,philip morris,boston market,philadelphia cream cheese,london fog,jack and jill,new york times,wall street journal,bloody mary,ask jeeves,town car,benjamin moore,franklin planner,amber alert,leap frog,virgin mobile,cricket wireless,penny saver,craig,angie'
  ).split(','),
)
const firstWords = new Set([...phrases].map((phrase) => phrase.split(' ')[0]!))
/** Of one word, and a person as often: only with an article, a possessive or "stock" and the like beside them. */
const needsFrame = new Set(
  'wendy denny arby macy kohl lowe hardee applebee mcdonald hilton hyatt marriott sheraton westin ira roth ada nada merv fema hepa nielsen boots newton kelvin craig angie lloyds barclays lyme parkinson alzheimer crohn hodgkin tourette asperger heimlich doppler currys'.split(
    ' ',
  ),
)
const before = / (?:the|a|an|my|your|our|his|her|their|at|this|that|any|every|roth|traditional) $/
const introduced = / (?:this is|this 's|i'm|i am|hi|hello|hey|thanks|thank you|mr|mrs|ms|miss|dr)(?: ,)? $/
const thing =
  /^(?:disease|syndrome|list|filter|filters|account|accounts|hotel|inn|stock|compliant|ramp|value|rating|certified|contribution|rollover|limit|honors|points|store|card|distribution|beneficiary)$/
const makes =
  /^(?:toyota|honda|chevy|chevrolet|nissan|hyundai|kia|mazda|subaru|volkswagen|vw|buick|cadillac|chrysler|dodge|pontiac|jeep|acura|lexus|infiniti|mitsubishi|volvo|audi|bmw|porsche|suzuki|saturn|isuzu|samsung|motorola|nokia)$/
const laws = /^(?:law|disease|syndrome|theorem|paradox|razor|principle|hierarchy|lymphoma|palsy)$/
const namesakes =
  /^(?:administration|county|elementary|university|college|museum|airport|stadium|cup|planner|era|slims|pacific|disease|syndrome|maneuver|tractors?|cowboys|bulls|giants|yankees|mets|lakers|celtics|patriots|packers|bears|cubs|dodgers|eagles|steelers|ravens|broncos|rockets|texans|astros|rangers|mavericks|heat|dolphins|marlins|times|herald|tribune|gazette|chronicle|wings|omelet|chowder|mule|cheesesteak)$/
const books =
  /^(?:genesis|exodus|joshua|judges|ruth|samuel|ezra|nehemiah|esther|job|psalms?|isaiah|jeremiah|ezekiel|daniel|hosea|joel|amos|obadiah|jonah|micah|nahum|matthew|mark|luke|john|acts|romans|corinthians|galatians|ephesians|timothy|titus|philemon|hebrews|james|peter|jude)$/

/** `findings` without names and towns that are firms, things or books where they stand. */
export function withoutBrands(passage: Passage, findings: readonly Finding[]): Finding[] {
  const taken = brandsIn(passage)
  return findings.filter(({ from, to, type }) => {
    if (type !== 'NAME' && type !== 'CITY' && type !== 'COUNTRY') return true
    return !taken.some((brand) => brand.from <= from && to <= brand.to)
  })
}

function brandsIn(passage: Passage): { from: number; to: number }[] {
  const { lexemes } = passage
  return lexemes.flatMap(({ kind }, from) => {
    if (kind !== 'word') return []
    const to =
      brandEnd(passage, from) ??
      namesakeEnd(passage, from) ??
      modelEnd(lexemes, from) ??
      twinEnd(lexemes, from) ??
      verseEnd(lexemes, from) ??
      acronymEnd(passage, from)
    if (to === null) return []
    const left = nearbyBefore(passage, from)
    return asked.test(left) || introduced.test(left) || (person.test(left) && !/ (?:a|an|the) $/.test(left))
      ? []
      : [{ from, to }]
  })
}

function brandEnd(passage: Passage, from: number): number | null {
  const { lexemes } = passage
  if (!firstWords.has(lexemes[from]!.key)) return null
  for (let to = Math.min(from + MOST_WORDS, lexemes.length) - 1; to >= from; to--) {
    const words = lexemes.slice(from, to + 1)
    if (words.some(({ gap }, i) => i > 0 && !/^(?: |-|\. | & )$/.test(gap))) continue
    const phrase = words.map(({ key, gap }, i) => (i > 0 && gap === ' & ' ? `and ${key}` : key)).join(' ')
    if (!phrases.has(phrase)) continue
    if (to === from && needsFrame.has(phrase) && !isFramedThing(passage, from)) return null
    return to
  }
  return null
}

function isFramedThing(passage: Passage, at: number): boolean {
  const next = passage.lexemes[at + 1]
  if (thing.test(next?.key ?? '')) return true
  return (
    before.test(nearbyBefore(passage, at)) && !(next?.capital && next.gap === ' ' && isFirstName(next.key))
  )
}

/** "Toyota sienna". */
function modelEnd(lexemes: readonly Lexeme[], from: number): number | null {
  const next = lexemes[from + 1]
  return makes.test(lexemes[from]!.key) && next?.kind === 'word' && next.gap === ' ' ? from + 1 : null
}

/** "Carter administration", "murphy's law", "dallas cowboys": a thing that is called after a person or a town. */
function namesakeEnd({ lexemes, cased }: Passage, from: number): number | null {
  const { key, kind } = lexemes[from]!
  if (kind !== 'word' || key.length < 4) return null
  const owner = lexemes[from + 1]?.key === "'s"
  const next = lexemes[owner ? from + 2 : from + 1]
  if (next?.gap !== ' ' || !(owner ? laws : namesakes).test(next.key)) return null
  return !cased || lexemes[from]!.capital ? from : null
}

/** "Johnson and Johnson", "johnson & johnson". */
function twinEnd(lexemes: readonly Lexeme[], from: number): number | null {
  const { key } = lexemes[from]!
  if (key.length < 4) return null
  if (lexemes[from + 1]?.key === 'and' && lexemes[from + 2]?.key === key) return from + 2
  return lexemes[from + 1]?.key === key && lexemes[from + 1]!.gap.includes('&') ? from + 1 : null
}

/** "John 3:16", "john three sixteen", "first Corinthians chapter 13". */
function verseEnd(lexemes: readonly Lexeme[], from: number): number | null {
  const [book, next] = [lexemes[from]!, lexemes[from + 1]]
  if (!books.test(book.key) || next?.gap !== ' ') return null
  if (/^(?:chapter|verse)$/.test(next.key)) return from
  const chapter = numberAt(lexemes, from + 1)
  if (!chapter || chapter.digits.length > 3) return null
  const verse = lexemes[chapter.to + 1]
  if (verse === undefined) return null
  if (verse.gap === ':') return from
  const number = numberAt(lexemes, chapter.to + 1)
  const after = number && numberAt(lexemes, number.to + 1)
  return number && !after && number.digits.length <= 2 && (/^verse$/.test(verse.key) || verse.gap === ' ')
    ? from
    : null
}

/** "The MERV filter", "an IRA": all capitals where other words have small letters. */
function acronymEnd({ lexemes, cased }: Passage, from: number): number | null {
  const { text, key } = lexemes[from]!
  if (!cased || !/^\p{Lu}{2,5}$/u.test(text) || key.length < 2) return null
  const beside = [lexemes[from - 1], lexemes[from + 1]].some(
    (one) => one !== undefined && /^\p{Lu}{2,}$/u.test(one.text),
  )
  const small = lexemes.filter(({ text: other }) => /^\p{Ll}{2,}$/u.test(other)).length
  return !beside && small >= 2 ? from : null
}
