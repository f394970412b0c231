// What is kept of a redaction as its proof: what was found and where, never what it was.
import type { Filler, MutedRange } from './audio.ts'
import type { PersonalDataType } from './sentence.ts'

/** Personal data in a call. Times are milliseconds; `confidence` is how sure the recogniser is of the sentence. */
export interface FoundEntity {
  type: PersonalDataType
  channel: number
  startMs: number
  endMs: number
  confidence: number
}

/** What became of the sound. `key`: where it lies in the media store, not there in reports of older versions. */
export interface MediaRedaction {
  key?: string
  durationMs: number
  channelCount: number
  filler: Filler
  /** In order of channel and time; ranges of one channel neither overlap nor touch. */
  muted: MutedRange[]
  /** Ranges that were muted because the speech in them was not understood. */
  unreadRanges: number
  /** Pressed keys of a telephone that were muted. */
  keyTones: number
}

/** What a second look at the redacted sound found. */
export interface RedactionRecheck {
  /** How often the sound was transcribed again. */
  rounds: number
  /** Ranges that were muted because of it. */
  mutedAgain: number
  /** What still looks like personal data. */
  left: FoundEntity[]
}

/** The report of one transcript; `media` is null where the sound was not redacted, `recheck` until it was made. */
export interface RedactionReport {
  recogniser: string
  redactor: string
  rules: string
  entities: FoundEntity[]
  media: MediaRedaction | null
  recheck: RedactionRecheck | null
}

/** Ranges of all channels in order, those joined that are less than `nearMs` apart on one channel. */
export function joinRanges(ranges: readonly MutedRange[], nearMs: number): MutedRange[] {
  const joined: MutedRange[] = []
  for (const range of ranges.toSorted((a, b) => a.channel - b.channel || a.startMs - b.startMs)) {
    const last = joined.at(-1)
    if (last?.channel === range.channel && range.startMs - last.endMs < nearMs)
      last.endMs = Math.max(last.endMs, range.endMs)
    else joined.push({ ...range })
  }
  return joined
}
