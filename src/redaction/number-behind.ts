// Words behind a number that say what it was: "… is my license number", "… on the passport", "… of my social".
import type { Lexeme } from './lexeme.ts'
import type { NumberMeaning } from './number-cues.ts'

const MOST_LEXEMES = 9

const owned =
  "(?:(?:is|are|was|for|that's|that 's|as|it 's|it's) )?(?:(?:my|the|his|her|their|our|your) )?(?:[a-z]+ ){0,2}?"
const patterns: [NumberMeaning, RegExp][] = [
  [
    'other',
    new RegExp(
      `^${owned}(?:order|case|ticket|tracking|reference|confirmation|invoice|serial|model|flight|booking|claim|part|item|room) (?:number|id|code)?`,
    ),
  ],
  [
    'passport',
    new RegExp(`^(?:${owned}passport(?: number)?(?: |$)|(?:is )?(?:what's )?on (?:the|my|his|her) passport)`),
  ],
  [
    'license',
    new RegExp(
      `^(?:${owned}(?:driver(?:s| 's)? )?licen[sc]e(?: number)?(?: |$)|(?:is )?on (?:the|my|his|her) (?:driver(?:s| 's)? )?licen[sc]e)`,
    ),
  ],
  [
    'ssn',
    /^(?:(?:is|are) )?(?:the |my |his |her )?(?:last (?:four|4) )?(?:digits )?(?:of (?:my|the|his|her) |is my |are my |for (?:my|the|his|her) )?(?:social|ssn|s s n)(?: |$)/,
  ],
  [
    'account',
    /^(?:is|are|was|that's|that 's) (?:my|the|his|her|our) (?:[a-z]+ )?(?:account|member(?:ship)?|policy|routing|subscriber|customer|insurance|loan|group)(?: (?:number|id))?(?: |$)/,
  ],
  [
    'card',
    /^(?:is|are|was) (?:the |my )?(?:last (?:four|4) (?:digits )?(?:of|on) (?:my|the|this) )?(?:[a-z]+ )?(?:card|visa|mastercard|amex)(?: number)?(?: |$)/,
  ],
  [
    'cvv',
    /^(?:is |are |that's |that 's )?(?:on|from) (?:the|its) (?:back|front|reverse)(?:$| of (?:it|the card|my card|that))/,
  ],
  [
    'phone',
    /^(?:is|was|that's|that 's) (?:my|the|his|her|our) (?:[a-z]+ )?(?:cell|phone|mobile|landline|callback|fax)(?: number)?(?: |$)/,
  ],
  [
    'zip',
    /^(?:(?:the )?zip code(?: |$))|^(?:is|was|that's|that 's|for|as) (?:my|the|his|her|our) (?:zip|zip code|postal code|postcode)(?: |$)/,
  ],
]

/** What the words behind lexeme `to` say that it is, or null. */
export function meaningBehind(lexemes: readonly Lexeme[], to: number): NumberMeaning | null {
  const words: string[] = []
  for (const { gap, key } of lexemes.slice(to + 1, to + 1 + MOST_LEXEMES)) {
    if (/[.?!;\n]/.test(gap)) break
    words.push(key)
  }
  const said = words.join(' ')
  if (!/^(?:is|are|was|on|of|for|that|as|it|last|social|ssn|the|zip)/.test(said)) return null
  return patterns.find(([, pattern]) => pattern.test(said))?.[0] ?? null
}

/** "… and my name is": the last four are asked for to know who is speaking. */
export function isIdentityBehind(lexemes: readonly Lexeme[], to: number): boolean {
  const keys = lexemes.slice(to + 1, to + 6).map(({ key }) => key)
  return /^(?:and )?(?:my|the) (?:[a-z]+ )?(?:name|date of birth|birthday|dob|zip)/.test(keys.join(' '))
}
