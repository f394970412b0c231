// Runs an operator that looks for phrases: which sets were found, in which words, in which sentences.
import { setImmediate } from 'node:timers/promises'
import type { Conversation, Line } from '../../domain/conversation.ts'
import type { PhraseMatchingConfig, PhraseSet } from '../../domain/operator-config.ts'
import type { Evidence, Extraction } from '../../domain/operator-result.ts'
import { createFuzzyFinder } from './fuzzy.ts'
import { type Hit, withoutOverlaps } from './hit.ts'
import { createExactFinder, createStemFinder, type Finder } from './literal.ts'
import { createPatternFinder } from './pattern.ts'
import { readSentence } from './sentence-words.ts'
import { snakeCase } from './snake-case.ts'

const finderMakers: Record<NonNullable<PhraseSet['match']>, (phrases: readonly string[]) => Finder> = {
  exact: createExactFinder,
  stem: createStemFinder,
  fuzzy: createFuzzyFinder,
  pattern: createPatternFinder,
}

/** That a conversation without a hit says it all the same, in words that nobody thought of. */
const missedProbability = 0.05

/** Looks for all phrase sets; matches stay within one sentence. `probability` is that of the best hit.
 * @throws PatternError when a pattern can not be read, or the reason of `signal` */
export async function runPhraseMatching(
  config: PhraseMatchingConfig,
  conversation: Conversation,
  { signal }: { signal: AbortSignal },
): Promise<Extraction> {
  const pause = createBreather(signal)
  const sets: PreparedSet[] = []
  for (const [index, set] of config.phrase_sets.entries()) {
    await pause()
    sets.push(prepare(set, index, conversation))
  }
  const found: Found[] = []
  for (const line of conversation.lines) {
    const sentence = readSentence(line.text)
    for (const set of sets.filter(({ hears }) => hears(line))) {
      await pause()
      found.push(...withoutOverlaps(set.find(sentence)).map((hit) => ({ set, line, hit })))
    }
  }
  return {
    kind: 'extraction',
    match: found.length > 0,
    probability: Math.max(missedProbability, ...found.map(({ hit }) => hit.probability)),
    extracts: collect(found),
    evidence: found.map(evidenceOf),
  }
}

interface PreparedSet {
  name: string
  key: string
  find: Finder
  hears(line: Line): boolean
}

interface Found {
  set: PreparedSet
  line: Line
  hit: Hit
}

function prepare(set: PhraseSet, index: number, { speakers }: Conversation): PreparedSet {
  const role = set.role?.toLowerCase()
  const channels = speakers.filter((one) => one.role.toLowerCase() === role).map(({ channel }) => channel)
  return {
    name: set.name,
    key: snakeCase(set.name) || `phrase_set_${index + 1}`,
    find: finderMakers[set.match ?? 'stem'](set.phrases),
    hears: (line) => role === undefined || channels.includes(line.channel),
  }
}

function textOf({ line, hit }: Found): string {
  return line.text.slice(hit.start, hit.end)
}

function collect(found: readonly Found[]): Record<string, string[]> {
  const byKey = Map.groupBy(found, ({ set }) => set.key)
  return Object.fromEntries([...byKey].map(([key, hits]) => [key, hits.map(textOf)]))
}

function evidenceOf(found: Found): Evidence {
  const { sid, index, channel, startMs, endMs } = found.line
  return {
    sentenceSid: sid,
    sentenceIndex: index,
    channel,
    startMs,
    endMs,
    text: textOf(found),
    label: found.set.name,
  }
}

/** Lets other work of the process in now and then: big configs on long calls take seconds. */
function createBreather(signal: AbortSignal): () => Promise<void> {
  const longestMs = 10
  let sinceMs = performance.now()
  return async () => {
    if (performance.now() - sinceMs < longestMs) return
    await setImmediate()
    signal.throwIfAborted()
    sinceMs = performance.now()
  }
}
