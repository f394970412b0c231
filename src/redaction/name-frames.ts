// Sentences that fit only a person: a first name that is a word or a month as well ("Grace", "April") is a name in them
// without any other hint: "grace is my daughter", "so will will be home", "rose told me", "april from billing".
import { kin, neverNames, titles } from './name-cues.ts'
import { nearbyBefore } from './nearby.ts'
import type { Passage } from './passage.ts'
import { isFirstName, isWordyName } from './words-known.ts'

const WORDS_BEHIND = 7

/** Words that are given as first names and that no list of them has. */
const moreNames = new Set(
  'april june may august summer autumn winter chase destiny trinity princess junior jo bo al ed cy vi ty di mo lu bev'.split(
    ' ',
  ),
)
/** What a friend puts before a name. */
const nicknamed =
  / (?:(?:ask for|tell|told|or|and|speak to|talk to|with|get|call|see|by|,) (?:big|little|lil|old|young)|uncle|aunt|auntie|cousin|grandma|grandpa|granny|nana|sister|brother) $/
/** Before these an article makes the word no name. */
const determined =
  / (?:the|a|an|my|your|our|this|that|these|any|some|no|every|each|another|more|of|per|in|on|at|since|by|until|last|next|mid|early|late) $/
/** Firms, bills and feelings do things as well; "chase told me" is the bank. */
const nounish =
  /^(?:chase|bill|hope|faith|joy|grace|art|dawn|summer|winter|autumn|may|june|august|april|mark|will|grant)$/
/** First names that are said of things more often than of people. */
const seldom =
  /^(?:rich|frank|rusty|sandy|stern|merry|sunny|handy|major|sonny|gay|happy|basil|ginger|olive|crystal|jade|iris|jewel|lane|cliff|dale|autumn|destiny|trinity|junior)$/
/** "This is about grace my wife". */
const kinRight = new RegExp(
  `^ (?:, )?(?:my|his|her|our) (?:[^ ]+ )?(?:${kin}) (?:,|and|who|$|is|has|on|that|'s|she|he|she's|he's|to)`,
)
const verbs = /^(?:will|may|hope|mark|bill|grant|chase|pat|rob|sue|drew|skip|art|faith|charity)$/
const firms = /^(?:chase|grant|bill)$/
const subjectStart =
  /(?: (?:so|and|but|because|cause|that|since|when|if|then|yes|yeah|okay|ok|well|think|thinks|says|said|actually|or|before|after|until|while|uh|um|¶|,|\.|:)| \?) $|^ +$/

const kinName = new RegExp(
  `^ (?:, )?(?:is|was|'s|that 's|that's|that is|she 's|she's|he 's|he's) (?:actually |also |just )?(?:my|his|her|their|our|your) (?:[^ ]+ )?(?:${kin}) `,
)
const withKin = new RegExp(`^ and (?:his|her) (?:[^ ]+ )?(?:${kin}) `)
const ownName = /^ is (?:my|his|her|our) (?:[^ ]+ ){1,2}(?:'s )?name /
const role =
  /^ (?:is|was) (?:the|an?|my|our|his|her|their) (?:(?:one|person|guy|man|woman|lady|kid|girl|boy) (?:who|on|in charge|listed|with|i|that)|(?:main |primary |authorized )?(?:account holder|owner|cardholder|policyholder|tenant|beneficiary|primary|secondary|user on))/
const told =
  /^ (?:told (?:me|us|him|her|them) |said (?:he|she|they|i|we|you) |says (?:he|she|they|i|we|you) |called (?:me|us|you|in|yesterday|earlier|today) |asked (?:me|us|for|you|if|about) |signed (?:it|for|the|my|our|off) |wants (?:to|me|us) |forgot (?:his|her|to|the) )/
const lives =
  /^ (?:works (?:at|for|in|with|there|here) |lives (?:in|at|with|there|here|on) |paid (?:for|me|us|it) |moved (?:in|out|to|away) |passed away |died |got married |was born |lost (?:his|her) |thinks (?:he|she|it|we|i|that) |and i )/
const willDo =
  /^ (?:will|won't|'ll|can|could|would) (?:not |probably |also )?(?:be (?:home|there|here|back|late|around|calling|picking|signing|the one) |call |come (?:by|over|pick|in|home) |stop by |sign |pick (?:it|him|her|me|us|up|them|the) |meet |handle |bring |drop (?:it|him|her|me) |answer |let (?:you|me|him|her|them) )/
const inverted = / (?:did|does|can|could|will|would|should|has|is|was|let|have|had) $/
const afterInversion =
  /^ (?:call |already (?:sign|call|pay|talk|speak|pick|tell) |sign |still (?:need|work|working|there|with|at|on|in|here|available) |need to |in (?:today|yet|the office) |there (?:today|yet|$)|home |get back |speak |talk |want |tell |say |know |pick (?:it|him|her|up) |be (?:there|home|here|back) )/
const fromPlace =
  /^ (?:from|in|at|over in) (?:your |the |our )?(?:billing|sales|accounts|accounting|reception|front desk|shipping|claims|legal|collections|fraud|pharmacy|clinic|bank|store|shop|dealership|hospital|warehouse|lab|garage|agency|office|help desk|department|returns|parts|leasing|maintenance|dispatch|support|security|payroll|church|school|next door|downstairs|upstairs|human resources|tech support|customer service|scheduling|dispatch|admissions|finance)/
const withPerson =
  / (?:(?:spoke|spoken|talked|speak|talk|dealt|dealing|speaking|talking|chatted|married|engaged) (?:to|with)|ask for|asked for|met with|this is) $/
const afterPerson =
  /^ *$|^ (?:yesterday|today|earlier|last|on|about|from|in|at|and|again|before|who|but|,|\.|already|this|here|calling|speaking|she|he) /
const kinBefore = new RegExp(` (?:my|his|her|our|their|your) (?:[^ ]+ )?(?:${kin}) $`)
const afterKin =
  /^ *$|^ (?:,|\.|and|who|is|was|are|has|she|he|passed|died|called|said|lives|works|also|too|here|about) /

/** "Tell pat i said hi", "put down robin as the contact". */
const handled =
  / (?:tell|told|ask|asked|remind|let|notify|inform|put down|put|list|listed|add|added|remove|removed|name|named|have|need|want|email|text) $/
const afterHandled =
  /^ (?:i |that |to (?:call|come|sign|send|pick|check|get back|the account|my account|my plan|the plan|the policy) |we |he |she |if |when (?:he|she) |hi |hello |know |as (?:the|a|an|my|our|your) |taken off |removed from |added to |from (?:the|my) (?:account|plan|policy|lease|contract) |on (?:the|my) (?:account|plan|policy|lease|line|phone) )/
const thanked =
  / (?:thanks|thank you|so much|very much|thanks again|bye|goodbye|bye bye|take care|welcome back) (?:, )?$/

/** True when the word at `at` is a first name by what the sentence says about it. */
export function isFramed(passage: Passage, at: number): boolean {
  const { key, capital, kind } = passage.lexemes[at]!
  if (
    kind !== 'word' ||
    titles.has(key) ||
    !(isFirstName(key) || moreNames.has(key)) ||
    (passage.cased && !capital)
  )
    return false
  if (neverNames.has(key) && !moreNames.has(key) && key !== 'will') return false
  const left = nearbyBefore(passage, at)
  const right = behind(passage, at)
  if (nicknamed.test(left) && isWordyName(key) && !nounish.test(key)) return true
  if (withPerson.test(left))
    return afterPerson.test(right) && !/^(?:may|will|august|summer|winter)$/.test(key)
  if (kinBefore.test(left)) {
    if (key === 'will') return /^ (?:on|at|from|in|who|and|,) /.test(right)
    return afterKin.test(right) && !/^(?:may|can|mark|hope|bill)$/.test(key)
  }
  if (isSelf(key, left, right)) return true
  if (/ (?:about|for|with|and|from|to|under) $/.test(left) && kinRight.test(right)) return !verbs.test(key)
  if (/ (?:in|under) $/.test(left)) return /^ (?:[^ ]+ )?'s name /.test(right)
  if (thanked.test(left))
    return right.trim() === '' && !/^(?:will|may|mark|bill|chase|grant|art|hope|grace)$/.test(key)
  if (determined.test(left)) return false
  if (handled.test(left) && afterHandled.test(right))
    return !nounish.test(key) || /(?:tell|told|ask|asked) $/.test(left)
  if (
    / (?:is|was) $/.test(left) &&
    / (?:call|get|know|say|want|tell|pick|sign|need to) /.test(right.slice(0, 9))
  )
    return false
  if (/ (?:is|was|has) $/.test(left) && key !== 'will' && (nounish.test(key) || seldom.test(key)))
    return false
  if (inverted.test(left) && afterInversion.test(right)) return !firms.test(key) && !/ will $/.test(left)
  if (!subjectStart.test(left)) return false
  return isSubject(key, right)
}

/** "It's rich checking in", "i'm grace". */
function isSelf(key: string, left: string, right: string): boolean {
  if (/ (?:it 's|it's|it is|this is|this 's) $/.test(left) && isWordyName(key) && key !== 'art')
    return /^ (?:checking in|calling|speaking|from (?:the|your|unit|apartment)|here|again|returning) /.test(
      right,
    )
  if (!/ i'm $/.test(left) || !isWordyName(key) || seldom.test(key)) return false
  const ends = right.trim() === '' || /^ and (?:this is|this 's|my|i 'm|i'm|i have|we|i need) /.test(right)
  return (
    ends && !/^(?:max|guy|art|mark|will|bill|grant|rob|game|chuck|josh|buddy|pat|miles|junior)$/.test(key)
  )
}

function isSubject(key: string, right: string): boolean {
  if (
    kinName.test(right) ||
    ownName.test(right) ||
    withKin.test(right) ||
    /^ (?:here|speaking) $/.test(right)
  )
    return true
  if (role.test(right) && !/^(?:chase|bill)$/.test(key)) return true
  if (fromPlace.test(right))
    return !nounish.test(key) || /^(?:april|june|mark|grace|hope|joy|dawn|faith|will)$/.test(key)
  if ((told.test(right) || willDo.test(right)) && key !== 'chase') return true
  return lives.test(right) && !nounish.test(key)
}

/** The words behind lexeme `at` up to the end of the sentence, with a space at both ends; a comma is a sign. */
function behind({ lexemes }: Passage, at: number): string {
  const words: string[] = []
  for (const { gap, key } of lexemes.slice(at + 1, at + 1 + WORDS_BEHIND)) {
    if (/[.?!;\n]/.test(gap)) break
    if (gap.includes(',')) words.push(',')
    words.push(key)
  }
  return ` ${words.join(' ')} `.replaceAll(" won 't", " won't")
}
