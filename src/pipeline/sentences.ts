// Words to sentences: closed by punctuation and pauses within a channel, then all channels in order of time
// (speech-and-media section 3.11).

import type { Sentence, Word } from '../domain/sentence.ts'
import { sidFrom } from '../domain/sid.ts'
import type { HeardSegment, SpeakerTurn } from '../domain/speech.ts'
import type { Warning } from '../domain/transcript.ts'
import type { Clock } from '../ports/clock.ts'
import { divideByVoice, type Spoken } from './speakers.ts'

const PAUSE_MS = 800
/** Where the recogniser gave no punctuation at all, shorter pauses close a sentence. */
const BARE_PAUSE_MS = 600
const SEGMENT_PAUSE_MS = 400
const MAX_WORDS = 60
const MAX_MS = 30_000
/** Shortest sentence that is dropped when it says the same as the one before it. */
const DOUBLED_WORDS = 8
/** Whoever says a sentence again takes a breath first; the recogniser does not. */
const DOUBLED_PAUSE_MS = 300

const abbreviations = new Set(['mr.', 'mrs.', 'ms.', 'dr.', 'st.', 'vs.'])

/** The sentences of a transcript and what was odd about them. */
export interface ComposedSentences {
  sentences: Sentence[]
  warnings: Warning[]
}

/** Makes sentences of everything heard, numbered from 0 over both channels. Where the voices of the one channel that
 * was heard take `turns`, a sentence ends where the voice changes. */
export function composeSentences(
  heard: readonly HeardSegment[],
  { clock, turns = [] }: { clock: Clock; turns?: readonly SpeakerTurn[] },
): ComposedSentences {
  const channels = Map.groupBy(heard, ({ segment }) => segment.channel)
  const drafts = [...channels].flatMap(([channel, segments]) =>
    splitSentences(segments)
      .flatMap((words) => divideByVoice(words, turns))
      .map((spoken) => ({ ...spoken, channel })),
  )
  const { kept, warnings } = dropDoubled(drafts, beginnings([...channels.values()]))
  const ordered = kept.sort((a, b) => startOf(a.words) - startOf(b.words) || a.channel - b.channel)
  return { sentences: ordered.map((draft, index) => toSentence(draft, index, clock)), warnings }
}

interface Draft extends Spoken {
  channel: number
}

function splitSentences(segments: readonly HeardSegment[]): Word[][] {
  const sentences: Word[][] = []
  let open: Word[] = []
  segments.forEach(({ segment, words }, s) => {
    const bare = !words.some(({ text }) => /[.?!]$/.test(text))
    words.forEach((word, w) => {
      open.push(word)
      const last = w === words.length - 1
      const next = last ? segments[s + 1]?.words[0] : words[w + 1]
      const pauseMs = next ? next.startMs - word.endMs : Number.POSITIVE_INFINITY
      const segmentEnds = last && !segment.cutAtEnd && pauseMs >= SEGMENT_PAUSE_MS
      const paused = pauseMs > (bare ? BARE_PAUSE_MS : PAUSE_MS)
      if (segmentEnds || paused || endsSentence(word, next) || isFull(open)) {
        sentences.push(open)
        open = []
      }
    })
  })
  return sentences
}

function endsSentence({ text }: Word, next: Word | undefined): boolean {
  if (!/[.?!]["')]?$/.test(text)) return false
  if (abbreviations.has(text.toLowerCase()) || /^[A-Z]\.$/.test(text)) return false
  return !(/^[\d,.]+\.$/.test(text) && next && /^[a-z]/.test(next.text))
}

function isFull(words: readonly Word[]): boolean {
  return words.length >= MAX_WORDS || words.at(-1)!.endMs - startOf(words) >= MAX_MS
}

/** The first words of segments that are no continuation of the one before: with them, speech begins anew. */
function beginnings(channels: readonly HeardSegment[][]): ReadonlySet<Word> {
  const first = channels.flatMap((segments) =>
    segments.filter((_, at) => !segments[at - 1]?.segment.cutAtEnd).flatMap(({ words }) => words.slice(0, 1)),
  )
  return new Set(first)
}

/** The same long sentence twice within one stretch of speech is the recogniser's doing. After a pause it was said
 * twice, as announcements and scripted lines are. */
function dropDoubled(
  drafts: readonly Draft[],
  beginnings: ReadonlySet<Word>,
): { kept: Draft[]; warnings: Warning[] } {
  const warnings: Warning[] = []
  const kept = drafts.filter((draft, at) => {
    const previous = drafts[at - 1]
    if (!previous || !isDoubled(previous, draft) || draft.words.some((word) => beginnings.has(word)))
      return true
    warnings.push({
      code: 'sentence-doubled',
      message: 'The same sentence came twice in a row; it was kept once',
      channel: draft.channel,
      startMs: startOf(draft.words),
      endMs: draft.words.at(-1)!.endMs,
    })
    return false
  })
  return { kept, warnings }
}

function isDoubled(previous: Draft, draft: Draft): boolean {
  return (
    draft.words.length >= DOUBLED_WORDS &&
    previous.channel === draft.channel &&
    previous.speaker === draft.speaker &&
    startOf(draft.words) - previous.words.at(-1)!.endMs <= DOUBLED_PAUSE_MS &&
    textOf(previous.words) === textOf(draft.words)
  )
}

function toSentence({ channel, speaker, words }: Draft, index: number, clock: Clock): Sentence {
  const timed = words.map(({ text, startMs, endMs }) => ({
    text,
    startMs: Math.round(startMs),
    endMs: Math.round(endMs),
  }))
  // The share of its words that is right, so to speak.
  const confidence = words.reduce((sum, word) => sum + word.confidence, 0) / words.length
  return {
    sid: sidFrom('sentence', clock.randomHex()),
    index,
    channel,
    startMs: timed[0]!.startMs,
    endMs: Math.max(...timed.map(({ endMs }) => endMs)),
    text: textOf(words),
    confidence,
    words: timed,
    ...(speaker !== undefined && { speaker }),
    redacted: null,
  }
}

function startOf(words: readonly Word[]): number {
  return words[0]!.startMs
}

function textOf(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ')
}
