// The drawn form of a recording, and where it is kept: beside the recording, so that it goes with it.
import type { Transcript } from './transcript.ts'

/** Which recording of a transcript: as it came, or without personal data. */
export type MediaView = 'original' | 'redacted'

/** Peaks of every channel, channel 1 first, values −1 to 1 at even distances over the whole length. */
export interface Peaks {
  durationMs: number
  channels: number[][]
}

/** The key of the peaks in the media store. */
export function peaksKey(
  { accountSid, sid }: Pick<Transcript, 'accountSid' | 'sid'>,
  view: MediaView,
): string {
  return `media/${accountSid}/${sid}/peaks-${view}`
}
