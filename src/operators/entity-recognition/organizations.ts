// Organizations: known ones, and capitalised words with an ending or a cue.
import { organizationCues, organizationEndings, organizations } from './definition.ts'
import { type Passage, passagesOf } from './quantities.ts'

const quote = (text: string) => text.replace(/[.*+?^$()|[\]{}\\]/g, '\\$&')
const byLength = (words: readonly string[]) => words.toSorted((a, b) => b.length - a.length).map(quote)

const anyCase = (text: string) =>
  text.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)

const known = new RegExp(`(?<![\\w])(?:${byLength(organizations).join('|')})(?![\\w])`, 'gi')

const capitalised = "[A-Z][\\w&'’-]*"
const notFirst =
  '(?!(?:The|A|An|My|Your|Our|His|Her|This|That|And|Or|But|So|Yes|No|Okay|Hi|Hello|Is|Are|I|We|You|From|At|In|On)\\b)'
const endings = byLength(organizationEndings).map(anyCase).join('|')
const ended = new RegExp(
  `(?<![\\w])${notFirst}${capitalised}(?: (?:and|of|&|${capitalised})){0,3} (?:${endings})(?![\\w])`,
  'g',
)

const cues = organizationCues.map(anyCase).join('|')
const cued = new RegExp(
  `(?<=\\b(?:${cues}) (?:the )?)${notFirst}${capitalised}(?: (?:(?:and|of|&) )?${capitalised}){0,3}(?![\\w])`,
  'g',
)
/** Names that are other words as well: with a capital letter within a sentence. */
const ambiguous =
  /(?<=[\p{L}\p{N},] )(?:Apple|Target|Delta|Visa|Sprint|Shell|Subway|Discover|Progressive|Gap|Boots|Next|Three|Orange|Frontier|Spirit)(?! (?:pie|juice|tree|practice|date|station|Watch|TV|watch|up|down|week|month|year|to)\b)(?![\w])/gu
/** "University of Michigan", "Bank of Ireland" */
const ofSomewhere =
  /(?<![\w])(?:University|Bank|College|City|Department|Ministry) of (?:the )?[A-Z]\w+(?: [A-Z]\w+)?/g
/** "This is Dana from Northline Mobile" */
const introduced = new RegExp(
  `(?<=\\b[Tt]his is ${capitalised}(?: ${capitalised})?,? (?:calling )?(?:from|with|at) (?:the )?)${notFirst}${capitalised}(?: (?:(?:and|of|&) )?${capitalised}){0,3}(?![\\w])`,
  'g',
)

/** The organizations in `text`; they may overlap. */
export function findOrganizations(text: string): Passage[] {
  return [known, ended, cued, introduced, ambiguous, ofSomewhere].flatMap((pattern) =>
    passagesOf(text, pattern),
  )
}
