// A recogniser that hears what the test says; it reads no audio.
import type { AsrCapabilities, AsrEngine, Hypothesis, SpeechSlice } from '../ports/asr.ts'

/** A recogniser and the batches it was given. */
export interface ScriptedAsr extends AsrEngine {
  batches: (readonly SpeechSlice[])[]
}

/** What is heard in a slice. */
export type Hearing = (slice: SpeechSlice) => Hypothesis | Promise<Hypothesis>

/** Answers every slice with what `hear` says. */
export function scriptedAsr(hear: Hearing, over: Partial<AsrCapabilities> = {}): ScriptedAsr {
  const batches: (readonly SpeechSlice[])[] = []
  return {
    batches,
    capabilities: {
      name: 'scripted',
      languages: ['en-US'],
      maxSliceMs: 29_000,
      batchRows: 8,
      batchSeconds: 80,
      threads: 1,
      ...over,
    },
    ready: async () => undefined,
    async recognise(batch, signal) {
      signal?.throwIfAborted()
      batches.push(batch)
      return Promise.all(batch.map(hear))
    },
    close: async () => undefined,
  }
}

/** Where the words lie in the slice, in milliseconds, and what differs from a good hypothesis. */
export interface Heard extends Partial<Omit<Hypothesis, 'words'>> {
  fromMs: number
  toMs: number
}

/** A hypothesis of the words of `text`, evenly spread, with one token each and confidence 0.9; no words when the
 * text is empty. */
export function hypothesis(text: string, { fromMs, toMs, ...over }: Heard): Hypothesis {
  const words = text.split(' ').filter(Boolean)
  if (words.length === 0) return { words: [], confidence: 0, tokenCount: 0, end: 'empty' }
  const eachMs = (toMs - fromMs) / words.length
  const confidence = over.confidence ?? 0.9
  const timed = words.map((word, at) => ({
    text: word,
    startMs: fromMs + at * eachMs,
    endMs: fromMs + (at + 1) * eachMs,
    confidence,
  }))
  return { words: timed, confidence, tokenCount: words.length, end: 'eos', ...over }
}
