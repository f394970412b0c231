// Cuts a segment where the speaker pauses, into pieces that a decoder can not get lost in: it goes round in circles over
// long rows of the same digits, and not over a few of them.
import { SPOOL_RATE_HZ } from '../domain/audio.ts'
import type { Segment } from '../domain/speech.ts'
import { VAD_FRAME_SAMPLES, type VoiceActivity } from '../ports/vad.ts'

const frames = (seconds: number) => Math.round((seconds * SPOOL_RATE_HZ) / VAD_FRAME_SAMPLES)
/** Longer pieces are cut again, at their longest pause. */
const LONGEST_FRAMES = frames(2.5)
const SHORTEST_PAUSE_FRAMES = frames(0.2)
const SHORTEST_PIECE_FRAMES = frames(0.3)
/** A frame with less than this share of the segment's mean power is silent. */
const SILENT_SHARE = 0.03

/** The pieces in order of time; the segment alone where there is no pause in it. Pieces touch in the middle of a pause. */
export function cutAtPauses(segment: Segment, activity: VoiceActivity): Segment[] {
  if (segment.endFrame - segment.firstFrame <= LONGEST_FRAMES) return [segment]
  const pause = longestPause(segment, activity)
  if (!pause) return [segment]
  const cut = (pause.from + pause.to) >> 1
  const cutSample = cut * VAD_FRAME_SAMPLES
  const endSample = segment.firstSample + segment.sampleCount
  const before = {
    ...segment,
    sampleCount: cutSample - segment.firstSample,
    endFrame: pause.from,
    cutAtEnd: true,
  }
  const behind = {
    ...segment,
    firstSample: cutSample,
    sampleCount: endSample - cutSample,
    firstFrame: pause.to,
  }
  return [before, behind].flatMap((piece) => cutAtPauses(piece, activity))
}

/** Silent frames `from` to `to`, exclusive. */
function longestPause(
  { firstFrame, endFrame }: Segment,
  { power }: VoiceActivity,
): { from: number; to: number } | null {
  const own = power.subarray(firstFrame, endFrame)
  const silentBelow = (SILENT_SHARE * own.reduce((sum, value) => sum + value, 0)) / own.length
  let longest: { from: number; to: number } | null = null
  const last = endFrame - SHORTEST_PIECE_FRAMES
  for (let from = firstFrame + SHORTEST_PIECE_FRAMES; from < last; from++) {
    let to = from
    while (to < last && (power[to] ?? 0) < silentBelow) to++
    const length = to - from
    if (length >= SHORTEST_PAUSE_FRAMES && length > (longest ? longest.to - longest.from : 0))
      longest = { from, to }
    if (length > 0) from = to
  }
  return longest
}
