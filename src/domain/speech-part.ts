// A piece of a long recording that is recognised by itself, and what was heard in it. Both travel as JSON.
import type { HeardSegment, ReadingFigures, Segment, UnrecognisedSpan } from './speech.ts'
import type { Warning } from './transcript.ts'

/** Segments of one channel with the sound around them. Samples and frames of `segments` count from the start of the
 * piece. The sound is an object of its own. */
export interface SpeechPart {
  /** Where the piece begins in its channel, in 16 kHz samples; a whole number of frames. */
  firstSample: number
  sampleCount: number
  segments: Segment[]
  /** Voice activity of the piece: little-endian 32-bit floats in base64, one for each frame. */
  probability: string
  power: string
}

/** What was heard in a piece; times count from its start. */
export interface HeardPart {
  segments: HeardSegment[]
  unrecognised: UnrecognisedSpan[]
  warnings: Warning[]
  figures: ReadingFigures
}
