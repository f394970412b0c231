// Looks for the rules of a grammar in a conversation.
import type { Line } from '../../domain/conversation.ts'
import type { Evidence } from '../../domain/operator-result.ts'
import type { OperatorInput } from '../built-in-operator.ts'
import { type Hit, withoutOverlaps } from '../phrase-matching/hit.ts'
import type { Finder } from '../phrase-matching/literal.ts'
import { createPatternFinder } from '../phrase-matching/pattern.ts'
import { readSentence, type SentenceWord, type SentenceWords } from '../phrase-matching/sentence-words.ts'
import { areInOneClause } from './clauses.ts'
import { fillSlots, type PhraseGrammar, type PhraseRule } from './grammar.ts'
import { type Passage, passagesOf } from './passages.ts'
import { isRefusal } from './refusal.ts'

/** Words of a passage as one operator reads them, for instance with names told apart. */
export type WordReader = (passage: Passage, input: OperatorInput) => SentenceWord[]

/** What was found: where, and how likely it is what was looked for (0..1). */
export interface Finding {
  evidence: Omit<Evidence, 'label'>[]
  probability: number
}

/** Finds all that a grammar describes, in order of the conversation. */
export type PhraseFinder = (input: OperatorInput) => Finding[]

interface ReadyRule extends PhraseRule {
  find: Finder
  findDoubt: Finder | null
  findOtherSense: Finder | null
  findQuestion: Finder | null
  trust: number
}

/** Makes the finder of `grammar`; its patterns are read when it runs for the first time.
 * @throws PatternError, then, when one can not be read */
export function createPhraseFinder(grammar: PhraseGrammar, readWords?: WordReader): PhraseFinder {
  let rules: ReadyRule[] | undefined
  return (input) => {
    rules ??= grammar.rules.map((rule) => prepare(rule, grammar))
    const ready = rules
    return passagesOf(input.conversation).flatMap((passage) => {
      const { sentence } = passage
      const read = readWords ? { ...sentence, full: readWords(passage, input) } : sentence
      return findInPassage({ ...passage, sentence: read }, ready, input.conversation.lines)
    })
  }
}

function prepare(rule: PhraseRule, { slots, probability }: PhraseGrammar): ReadyRule {
  const finderOf = (patterns: readonly string[]) =>
    createPatternFinder(patterns.map((pattern) => fillSlots(pattern, slots)))
  return {
    ...rule,
    find: finderOf(rule.patterns),
    findDoubt: rule.unless ? finderOf(rule.unless) : null,
    findOtherSense: rule.unlessInSentence ? finderOf(rule.unlessInSentence) : null,
    findQuestion: rule.inReplyTo ? finderOf(rule.inReplyTo) : null,
    trust: rule.probability ?? probability,
  }
}

function findInPassage(passage: Passage, rules: readonly ReadyRule[], lines: readonly Line[]): Finding[] {
  const hits = rules
    .filter((rule) => isHeard(rule, passage) && !(rule.isOffer && isDeclined(passage, lines)))
    .flatMap((rule) => {
      const found = hitsOf(rule, passage)
      return found.length > 0 && isReply(rule, passage, lines) ? found : []
    })
  return withoutOverlaps(hits).map(({ probability, ...place }) => ({
    evidence: evidenceAt(place, passage),
    probability,
  }))
}

function isHeard({ by, firstLines }: PhraseRule, { side, place }: Passage): boolean {
  return (by === 'anyone' || side === null || side === by) && (firstLines === undefined || place < firstLines)
}

/** Whether the next that the other side says turns it down. */
function isDeclined({ parts }: Passage, lines: readonly Line[]): boolean {
  const { line } = parts.at(-1)!
  const answer = lines.slice(lines.indexOf(line) + 1).find(({ channel }) => channel !== line.channel)
  return answer !== undefined && isRefusal(answer.text)
}

/** Whether the other side has just said what a rule wants to hear first. */
function isReply({ findQuestion }: ReadyRule, { parts, side }: Passage, lines: readonly Line[]): boolean {
  if (!findQuestion) return true
  const { line } = parts[0]!
  const before = lines[lines.indexOf(line) - 1]
  if (!before || (side !== null && before.channel === line.channel)) return false
  return findQuestion(readSentence(before.text)).length > 0
}

function hitsOf({ find, findDoubt, findOtherSense, trust }: ReadyRule, { sentence, parts }: Passage): Hit[] {
  const seam = parts[1]?.from
  // What lies on one side of the seam is found in its own line.
  const hits = find(sentence).filter(({ start, end }) => seam === undefined || (start < seam && end > seam))
  if (hits.length === 0) return []
  const doubts = findDoubt?.(sentence) ?? []
  const otherSenses = findOtherSense?.(sentence) ?? []
  return hits
    .filter((hit) => !doubts.some((doubt) => areInOneClause(hit, doubt, sentence.full)))
    .filter((hit) => !otherSenses.some((other) => isInOneSentence(hit, other, sentence)))
    .map((hit) => ({ ...hit, probability: trust }))
}

/** Whether no full stop lies between two passages. */
function isInOneSentence(one: Hit, other: Hit, { full }: SentenceWords): boolean {
  const [from, to] = [Math.min(one.end, other.end), Math.max(one.start, other.start)]
  return !full.some(({ start, stopBefore }) => stopBefore === 'hard' && start >= from && start <= to)
}

function evidenceAt({ start, end }: Omit<Hit, 'probability'>, { parts }: Passage): Finding['evidence'] {
  return parts.flatMap(({ line, from, length }) => {
    const [first, last] = [Math.max(0, start - from), Math.min(length, end - from)]
    if (first >= last) return []
    const { sid: sentenceSid, index: sentenceIndex, channel, startMs, endMs } = line
    const text = line.text.slice(first, last).trim()
    return [{ sentenceSid, sentenceIndex, channel, startMs, endMs, text }]
  })
}
