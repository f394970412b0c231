// Dates as people say them, relative ones above all, and times of day.
import { type Passage, passagesOf } from './quantities.ts'

const day = '(?:mon|tues|wednes|thurs|fri|satur|sun)day'
const month =
  '(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|aug|sept?|oct|nov|dec)'
const anyMonth = `(?:${month}|may)`
const part = '(?:morning|afternoon|evening|night)'
const number =
  '(?:\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty[ -]eight|a few|a couple(?: of)?|several)'
const span = '(?:minutes?|hours?|(?:business |working )?days?|weeks?|months?|years?)'
const ordinalWord =
  '(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))'
const ordinal = `(?:\\d{1,2}(?:st|nd|rd|th)|${ordinalWord})`
const year =
  '(?:19|20)\\d\\d|(?:nineteen|twenty) (?:[a-z]+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?'
const hour = '(?:\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)'
const minute = '(?:[: ]?(?:\\d\\d|fifteen|thirty|forty[ -]five|oh five|ten|twenty))'

const expressions = [
  `(?:the )?day (?:after|before) (?:tomorrow|yesterday)|(?:today|tomorrow|yesterday)(?: ${part})?|tonight|this ${part}|last night`,
  `(?:(?:by )?the )?(?:end|beginning|start|middle) of (?:the|this|next|last) (?:week|month|quarter|year|day)`,
  `(?:a week from )?(?:next|last|this|this coming|coming|this past|past|every|following) (?:${day}|${anyMonth}|week(?:end)?|month|quarter|year|spring|summer|fall|autumn|winter|christmas|easter)(?: ${part})?`,
  `${day}(?: (?:the )?${ordinal})?(?: ${part}| next week)?(?:,? ${anyMonth} ${ordinal})?`,
  `(?:in|within) ${number}(?: (?:or|to) ${number})? (?:more )?${span}(?:['’] time)?`,
  `${number}(?: (?:or|to) ${number})? ${span} (?:ago|from (?:now|today)|later)`,
  `${anyMonth} (?:the )?(?:${ordinal}|\\d{1,2})(?!\\d)(?:,? (?:${year}))?`,
  `(?:the )?${ordinal} (?:of )?${anyMonth}(?:,? (?:${year}))?|\\d{1,2} ${month}(?: (?:${year}))?`,
  `${month},? (?:of )?(?:${year})`,
  `(?:the )?(?:early |late )?(?:spring|summer|fall|autumn|winter) of (?:last year|(?:${year}))|(?<=\\b(?:this|in) )the (?:morning|afternoon|evening)`,
  `(?<=\\b(?:in|since|until|till|by|of|from|last|on) )(?:${month}|may)`,
  `(?<=\\b(?:on|by|until|till|before|after|from|since|since) )the ${ordinal}`,
  `(?<=\\b(?:in|since|from|until|year) )(?:${year})`,
  `\\d{1,2}/\\d{1,2}(?:/\\d{2,4})?|\\d{4}-\\d{2}-\\d{2}`,
  `${hour}${minute}? ?(?:[ap]m|[ap]\\.m\\.)|${hour} o['’ ]?clock|(?:half past|quarter (?:past|to)) ${hour}|noon|midnight`,
  `christmas(?: (?:day|eve))?|thanksgiving|new year['’]?s(?: (?:day|eve))?|easter|black friday|diwali`,
]

const patterns = expressions.map((expression) => new RegExp(`(?<![\\w/-])(?:${expression})(?![\\w/])`, 'gi'))

/** The dates and times in `text`; they may overlap. */
export function findDates(text: string): Passage[] {
  return patterns.flatMap((pattern) => passagesOf(text, pattern))
}
