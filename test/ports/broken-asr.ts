// Recognisers without a model, which know the slices that they are given: one keeps every promise; made from it, one
// for each promise that breaks it, to show that every check can fail.
import { existsSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { type AudioSlice, samplesToMs } from '../../src/domain/audio.ts'
import { fault } from '../../src/domain/errors.ts'
import type { AsrEngine, Hypothesis } from '../../src/ports/asr.ts'
import type { AsrAudio } from '../../src/testing/asr-subject.ts'
import { hypothesis, scriptedAsr } from '../../src/testing/scripted-asr.ts'

const LONG_MS = 25_000

/** A recogniser that reads its answers off `audio`. */
export function honestAsr(audio: AsrAudio): AsrEngine {
  const asr = scriptedAsr((slice) => {
    if (!existsSync(slice.path)) throw fault('recogniserFailed')
    const toMs = samplesToMs(slice.sampleCount)
    const said = audio.spoken.find((part) => isSame(part.slice, slice))?.text ?? ''
    const text = toMs > LONG_MS ? audio.spoken.map((part) => part.text).join(' ') : said
    return hypothesis(text, { fromMs: 0, toMs })
  })
  let closed = false
  return {
    ...asr,
    async recognise(batch, signal) {
      if (closed) throw fault('recogniserFailed')
      await nextTurn()
      return asr.recognise(batch, signal)
    },
    close: async () => {
      closed = true
    },
  }
}

function isSame(one: AudioSlice, other: AudioSlice): boolean {
  const { path, firstSample, sampleCount } = one
  return path === other.path && firstSample === other.firstSample && sampleCount === other.sampleCount
}

/** Makes an honest recogniser break one promise. */
export type Flaw = (honest: AsrEngine) => AsrEngine

/** Answers as `change` has them. */
function answering(change: (heard: Hypothesis, slice: AudioSlice) => Hypothesis): Flaw {
  return (honest) => ({
    ...honest,
    recognise: async (batch, signal) =>
      (await honest.recognise(batch, signal)).map((heard, at) => change(heard, batch[at]!)),
  })
}

const spoken = (change: (heard: Hypothesis) => Hypothesis) =>
  answering((heard) => (heard.words.length === 0 ? heard : change(heard)))

/** Threads that nobody ends. */
const leftBehind: Worker[] = []

/** Ends what the flaws left running. */
export async function endLeftBehind() {
  await Promise.all(leftBehind.splice(0).map((thread) => thread.terminate()))
}

/** By promise, a recogniser that breaks it and little else. */
export const asrFlaws: Readonly<Record<string, Flaw>> = {
  'its capabilities are those of an engine that the pipeline can use': (honest) => ({
    ...honest,
    capabilities: { ...honest.capabilities, languages: ['en'] },
  }),
  'clear speech is heard as it was said, and ends normally': spoken((heard) => ({
    ...heard,
    words: heard.words.filter((_, at) => at % 4 > 0),
  })),
  'words of speech lie inside the slice in order of time, with confidence': spoken((heard) => ({
    ...heard,
    words: heard.words.map((word) => ({ ...word, startMs: word.startMs + 500, endMs: word.endMs + 500 })),
  })),
  'a batch is answered in its order, also when several are under way': (honest) => ({
    ...honest,
    recognise: async (batch, signal) => (await honest.recognise(batch, signal)).toReversed(),
  }),
  'the same slice gives the same answer': (honest) => {
    let calls = 0
    return spoken((heard) => ({ ...heard, confidence: 1 / ++calls }))(honest)
  },
  'an empty batch is answered with nothing': (honest) => ({
    ...honest,
    recognise: async (batch, signal) =>
      batch.length > 0 ? honest.recognise(batch, signal) : [hypothesis('', { fromMs: 0, toMs: 0 })],
  }),
  'silence has no words': answering((heard, { sampleCount }) =>
    heard.end === 'empty' ? hypothesis('Thank you.', { fromMs: 0, toMs: samplesToMs(sampleCount) }) : heard,
  ),
  'noise and the shortest slices give a whole answer, with or without words': answering((heard) =>
    heard.end === 'empty' ? { ...heard, end: 'eos' } : heard,
  ),
  'the longest slice it says it takes is taken': answering((heard, { sampleCount }) =>
    samplesToMs(sampleCount) > LONG_MS ? hypothesis('', { fromMs: 0, toMs: 0 }) : heard,
  ),
  'audio that is gone fails its own batch as recogniserFailed': (honest) => ({
    ...honest,
    recognise: (batch, signal) =>
      honest.recognise(batch, signal).catch((cause) => {
        throw new Error('no such file', { cause })
      }),
  }),
  'an aborted call rejects with the reason, before it began and while it waits; others are not touched': (
    honest,
  ) => ({
    ...honest,
    recognise: async (batch, signal) => {
      signal?.throwIfAborted()
      return honest.recognise(batch)
    },
  }),
  'closing lets running calls finish, ends what was started, and refuses further calls': (honest) => {
    leftBehind.push(new Worker('setInterval(() => undefined, 1000)', { eval: true }))
    return honest
  },
}
