// How far the work on a transcript is.
import type { StageName } from './transcript.ts'

/** Where a run stands. `share` is the part of all work that is done, 0..1, by the usual length of each stage. */
export interface Progress {
  stage: StageName
  share: number
}

/** The share that is done when a stage begins: recognition takes nearly all of the time. */
const beginnings: Record<StageName, number> = {
  fetch: 0,
  decode: 0.02,
  survey: 0.05,
  segment: 0.06,
  recognise: 0.1,
  diarise: 0.89,
  redact: 0.9,
  'redact-media': 0.92,
  recheck: 0.93,
  operate: 0.96,
  encrypt: 0.98,
}

/** Progress when `part` (0..1) of `stage` is done. */
export function progressOf(stage: StageName, part: number): Progress {
  const from = beginnings[stage]
  const to = Math.min(1, ...Object.values(beginnings).filter((share) => share > from))
  return { stage, share: from + Math.min(1, Math.max(0, part)) * (to - from) }
}
