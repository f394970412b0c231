// sherpa-onnx behind the diariser port: two models that a user has downloaded, run in a process for each recording.
import type { SpeakerTurn } from '../../domain/speech.ts'
import type { Diariser } from '../../ports/diariser.ts'
import { createTurns } from '../../threads/turns.ts'
import { findSpeakerModels } from './models-folder.ts'
import { type HeardVoices, runDiarisation } from './run-process.ts'

/** Settings of the diariser. */
export interface SherpaDiariserOptions {
  /** The folder with both models, see docs/guide/engines.md. */
  folder: string
  /** How many people speak in every recording; 0 = found out for each. */
  speakers: number
  /** Most recordings that are listened to at the same time. */
  atOnce: number
}

/** The sound stands in memory as a whole, and so does the likeness of each stretch to each other. */
const MAX_MS = 3600 * 1000
const MS = 1000
/** Shorter turns are dropped, and shorter pauses within one closed. */
const SHORTEST_TURN_S = 0.2
const SHORTEST_PAUSE_S = 0.5
/** How unlike (1 - cosine) two stretches may be that are one person's. */
const UNLIKE = 0.5

/** Starts the diariser; its models are tried in the background, `ready` tells the outcome.
 * @throws Error when the folder does not hold the models */
export function createSherpaDiariser({ folder, speakers, atOnce }: SherpaDiariserOptions): Diariser {
  const models = findSpeakerModels(folder)
  const config = {
    segmentation: { pyannote: { model: models.segmentation }, numThreads: 1, provider: 'cpu' },
    embedding: { model: models.embedding, numThreads: 1, provider: 'cpu' },
    clustering: { numClusters: speakers, threshold: UNLIKE },
    minDurationOn: SHORTEST_TURN_S,
    minDurationOff: SHORTEST_PAUSE_S,
  }
  const closing = new AbortController()
  const running = new Set<Promise<unknown>>()
  const turns = createTurns(atOnce)
  const run = (path: string | null, signal: AbortSignal) => {
    const work = runDiarisation({ config, path }, AbortSignal.any([signal, closing.signal]))
    running.add(work)
    return work.finally(() => running.delete(work))
  }
  const tried = run(null, closing.signal).catch((cause) => {
    throw new Error(`the speaker models could not be loaded: ${(cause as Error).message}`, { cause })
  })
  tried.catch(() => undefined)
  return {
    maxMs: MAX_MS,
    async ready() {
      await tried
    },
    async diarise({ path }, signal) {
      await tried
      return toTurns(await turns.run(() => run(path, signal), signal))
    },
    async close() {
      closing.abort(new Error('the diariser is closed'))
      await Promise.allSettled(running)
    },
  }
}

/** In order of time, voices numbered as they come. */
function toTurns(heard: HeardVoices): SpeakerTurn[] {
  const numbers = new Map<number, number>()
  const numberOf = (voice: number) => {
    const number = numbers.get(voice) ?? numbers.size + 1
    numbers.set(voice, number)
    return number
  }
  return heard
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map(({ start, end, speaker }) => ({
      speaker: numberOf(speaker),
      startMs: start * MS,
      endMs: end * MS,
    }))
}
