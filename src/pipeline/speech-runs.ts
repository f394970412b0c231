// From speech probabilities to runs of speech that fit the recogniser: hysteresis, merging of neighbours,
// cutting of what is too long. Everything here counts VAD frames of 32 ms.
import { SPOOL_RATE_HZ } from '../domain/audio.ts'
import { VAD_FRAME_SAMPLES } from '../ports/vad.ts'

const frames = (seconds: number) => Math.round((seconds * SPOOL_RATE_HZ) / VAD_FRAME_SAMPLES)

/** Measured settings; 20 s and the 1 s merge gave the lowest error of all tried. */
const settings = {
  speechFrom: 0.5,
  silenceBelow: 0.35,
  silenceFrames: frames(0.4),
  shortestFrames: frames(0.12),
  mergeGapFrames: frames(1),
  longestFrames: frames(20),
}

/** A run of speech, `endFrame` exclusive. `cutAtEnd`: the speech goes on in the next run. */
export interface SpeechRun {
  firstFrame: number
  endFrame: number
  cutAtEnd: boolean
}

/** Runs of speech in order, none longer than 20 s. */
export function findSpeechRuns(probability: Float32Array): SpeechRun[] {
  const found = findRuns(probability).filter(
    ({ firstFrame, endFrame }) => endFrame - firstFrame >= settings.shortestFrames,
  )
  return mergeNeighbours(found).flatMap((run) => cutLong(run, probability))
}

function findRuns(probability: Float32Array): SpeechRun[] {
  const runs: SpeechRun[] = []
  let start = -1
  let lastSpeech = -1
  probability.forEach((value, at) => {
    if (start < 0 && value >= settings.speechFrom) start = at
    if (start < 0) return
    if (value >= settings.silenceBelow) lastSpeech = at
    else if (at - lastSpeech >= settings.silenceFrames) {
      runs.push({ firstFrame: start, endFrame: lastSpeech + 1, cutAtEnd: false })
      start = -1
    }
  })
  if (start >= 0) runs.push({ firstFrame: start, endFrame: lastSpeech + 1, cutAtEnd: false })
  return runs
}

function mergeNeighbours(runs: readonly SpeechRun[]): SpeechRun[] {
  const merged: SpeechRun[] = []
  for (const run of runs) {
    const previous = merged.at(-1)
    const near = previous && run.firstFrame - previous.endFrame <= settings.mergeGapFrames
    if (near && run.endFrame - previous.firstFrame <= settings.longestFrames) previous.endFrame = run.endFrame
    else merged.push({ ...run })
  }
  return merged
}

/** Cuts where speech is least likely, in the back half of what may be the longest piece. */
function cutLong(run: SpeechRun, probability: Float32Array): SpeechRun[] {
  const pieces: SpeechRun[] = []
  let firstFrame = run.firstFrame
  while (run.endFrame - firstFrame > settings.longestFrames) {
    const half = firstFrame + (settings.longestFrames >> 1)
    const cut = leastLikelySpeech(probability, half, firstFrame + settings.longestFrames)
    pieces.push({ firstFrame, endFrame: cut, cutAtEnd: true })
    firstFrame = cut
  }
  return [...pieces, { firstFrame, endFrame: run.endFrame, cutAtEnd: run.cutAtEnd }]
}

/** The frame of [from, to) with the lowest mean probability over itself and its neighbours. */
export function leastLikelySpeech(probability: Float32Array, from: number, to: number): number {
  let best = from
  let lowest = Number.POSITIVE_INFINITY
  for (let at = from; at < to; at++) {
    const mean = ((probability[at - 1] ?? 0) + (probability[at] ?? 0) + (probability[at + 1] ?? 0)) / 3
    if (mean < lowest) {
      lowest = mean
      best = at
    }
  }
  return best
}
