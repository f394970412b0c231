// Stretches of speech and what was heard in them, on one channel. Times are milliseconds from the start of the
// recording.
import type { Word } from './sentence.ts'

/** A stretch that goes to the recogniser as one piece. The slice is the speech plus padding. */
export interface Segment {
  /** 1-based. */
  channel: number
  /** What the recogniser is given, in 16 kHz samples. */
  firstSample: number
  sampleCount: number
  /** The speech inside, in VAD frames: `firstFrame` inclusive, `endFrame` exclusive. */
  firstFrame: number
  endFrame: number
  /** True when the segment ends in the middle of speech, because it would have become too long. */
  cutAtEnd: boolean
}

/** A segment with the words heard in it, in order of time. */
export interface HeardSegment {
  segment: Segment
  words: Word[]
}

/** How reading went, in numbers of segments. */
export interface ReadingFigures {
  segments: number
  /** Without words in their first reading. */
  emptyFirst: number
  /** Of these, how many have words in the reading that was kept. */
  recovered: number
  /** Stretches of speech left without words. */
  unrecognised: number
}

/** Speech in which no words were found, also not on a second try. */
export interface UnrecognisedSpan {
  channel: number
  startMs: number
  endMs: number
}

/** One voice speaks without a long pause. `speaker` is its number in the recording, from 1. */
export interface SpeakerTurn {
  speaker: number
  startMs: number
  endMs: number
}
