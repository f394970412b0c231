// Words of a conversation by time. Pure; the page looks up what is spoken at each step of playback.
import type { Sentence } from '../wire.ts'

/** A word, or a sentence without timed words as a whole. Seconds. */
export interface Moment {
  sentence: number
  /** Place within the words of the sentence. */
  word: number
  text: string
  start: number
  end: number
}

/** All moments in reading order, and their places in order of time. */
export interface Timeline {
  moments: Moment[]
  byTime: number[]
  /** The first moment of each sentence. */
  firstOf: number[]
}

/** Lays out the words of `sentences`, which are in order of their index. */
export function createTimeline(sentences: readonly Sentence[]): Timeline {
  const moments: Moment[] = []
  const firstOf: number[] = []
  for (const [sentence, one] of sentences.entries()) {
    firstOf.push(moments.length)
    if (one.words.length === 0) {
      const [start, end] = [Number(one.start_time), Number(one.end_time)]
      moments.push({ sentence, word: 0, text: one.transcript, start, end })
    }
    for (const [word, { word: text, start_time: start, end_time: end }] of one.words.entries()) {
      moments.push({ sentence, word, text, start, end })
    }
  }
  const byTime = moments.map((_, at) => at).sort((a, b) => moments[a]!.start - moments[b]!.start || a - b)
  return { moments, byTime, firstOf }
}

/** The moment that began last at `seconds`; -1 before the first. */
export function momentAt({ moments, byTime }: Timeline, seconds: number): number {
  let [low, high] = [0, byTime.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (moments[byTime[middle]!]!.start <= seconds) low = middle + 1
    else high = middle
  }
  return low === 0 ? -1 : byTime[low - 1]!
}

/** The moment `step` further in reading order, within the list. */
export function nextMoment({ moments }: Timeline, from: number, step: number): number {
  return Math.min(moments.length - 1, Math.max(0, from + step))
}
