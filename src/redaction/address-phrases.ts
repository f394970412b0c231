// Names made of several words before an "at" or a "dot": "the real hamish at …", "river bend brewing dot com". How far
// they go to the left is told by the word that announces them: "it's", "email is", "go to".
import type { Lexeme } from './lexeme.ts'
import { numberAt } from './number-element.ts'

const MOST_LEXEMES = 12
const MOST_WORDS = 7

/** Words behind which an address begins. */
const announces = /^(?:is|'s|it's|that's|was|email|mail|use|try|reach|called)$/
const announcesUrl =
  /^(?:is|'s|it's|that's|was|visit|website|site|url|link|page|blog|portfolio|called|check|checked)$/
/** "Send it to", "go to", "see it at", "on": weaker, since more follows them. */
const leads = /^(?:to|at|on|out)$/
/** Words that are in no address. */
const never =
  /^(?:i|i'm|you|he|she|we|they|me|us|him|them|my|your|his|her|our|their|is|are|was|were|be|am|can|could|will|would|to|for|from|with|at|on|email|mail|address|please|send|sent|it|it's|that|that's|this|but|or|if|because|so|not|no|yes|yeah|have|has|had|do|does|did|what|where|when|here|there|by|'s|under|work|works|okay|website|site|called|page|says)$/
/** Words that may stand between the announcement and what it announces. */
const filler = /^(?:uh|um|er|still|just|now|also|like|probably|maybe|all|actually|a|and)$/
/** "It's the same one at gmail" gives no address. */
const meant =
  /^(?:one|same|usual|other|old|new|only|best|wrong|right|address|account|first|last|thing|guy|guys|kid|kids|manager|lady|man|woman|person|people|folks|rep|agent|team|boss|ceo|girl|company|store)$/

/** The first lexeme of the words that end right before `at`, or null when nothing announces them or they are no name. */
export function phraseStart(lexemes: readonly Lexeme[], at: number, kind: 'email' | 'url'): number | null {
  let words = 0
  for (let i = at - 1; i >= 0 && at - i <= MOST_LEXEMES; i--) {
    const lexeme = lexemes[i]!
    const gap = lexemes[i + 1]!.gap
    if (lexeme.kind === 'masked' || lexeme.kind === 'at' || /[?!;:]|\.\s/.test(gap)) return null
    if ((kind === 'email' ? announces : announcesUrl).test(lexeme.key)) return startOf(lexemes, i + 1, at)
    if (leads.test(lexeme.key))
      return isLead(lexemes, i) || (kind === 'url' && isUrlLead(lexemes, i))
        ? startOf(lexemes, i + 1, at)
        : null
    if (never.test(lexeme.key) || (gap.includes(',') && !numberAt(lexemes, i + 1))) return null
    if (!numberAt(lexemes, i) && ++words > MOST_WORDS) return null
  }
  return null
}

/** "Send it to", "reach me at", "go to", "see it at", "we are on". */
function isLead(lexemes: readonly Lexeme[], at: number): boolean {
  const left = lexemes
    .slice(Math.max(0, at - 3), at + 1)
    .map(({ key }) => key)
    .join(' ')
  return /(?:send|sent|mail|mailed|write|wrote|forward|email|goes|go|going|head|log|change|changed|update) (?:it |that |this |me |on |(?:the|my|an|a) [^ ]+ )?to$|(?:me|us|it|reached|email|listing|look|look up) at$|(?:are|is|we're|i'm|they're|it|them|me|us) (?:on|at)$|check out$/.test(
    left,
  )
}

/** "On …" as all that is answered, "i found it on", "book at". */
function isUrlLead(lexemes: readonly Lexeme[], at: number): boolean {
  const { key } = lexemes[at]!
  if (key !== 'on' && key !== 'at') return false
  const before = lexemes[at - 1]?.key ?? ''
  return /^(?:|uh|um|yes|yeah|look|found|posted|listed|book|booked|order|ordered|available|details|info|more|check|up|in|apply|register|shop|form|menu|photos|online|read|saw|see|listing)$/.test(
    before,
  )
}

function startOf(lexemes: readonly Lexeme[], first: number, at: number): number | null {
  let from = first
  while (from < at && filler.test(lexemes[from]!.key)) from++
  const next = lexemes[from]?.key === 'the' ? from + 1 : from
  if (next >= at || (meant.test(lexemes[next]!.key) && at - next < 3)) return null
  return from
}

/** Words that are done at a place or are there, rather than the name of a mailbox: "look at yahoo", "work at google". */
export const doneAt =
  /^(?:look|looks|looking|looked|work|works|working|worked|meet|meeting|met|stay|staying|stayed|shop|shopping|shopped|good|great|bad|arrive|arrived|stop|stopped|start|stare|sit|live|lives|living|lived|ordered|order|bought|buy|available|offered|visit|located|found|find|read|see|seen|here|there|prices|deals|them|us|people|everyone|somebody|someone|anyone|team|guys|folks|was|been|went|signed|logged|checking|check|accounts?|book|booked|booking|pay|paid|log|login|sign|apply|applied|register|registered|download|reviews?|posted|listed|said|say|says|told|in|off|up|guy|kid|manager|lady|man|woman|person|home|time|boss|ceo|rep|agent|anyone|nobody|job|jobs|hired|employed|deal|sale|price)$/
