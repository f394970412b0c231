// A recogniser thread: holds one copy of the model, reads slices from their spools, answers with words.
import { closeSync, openSync, readSync } from 'node:fs'
import type { AudioSlice } from '../../domain/audio.ts'
import type { Hypothesis, SpeechSlice } from '../../ports/asr.ts'
import { serveThread } from '../../threads/thread.ts'
import { digitGrammars } from './digit-grammar.ts'
import { decodeBatch } from './greedy.ts'
import { toHypothesis } from './hypothesis.ts'
import { type LoadingLock, withLock } from './loading-lock.ts'
import type { PreparedModel } from './prepare-worker.ts'
import { loadModel } from './sessions.ts'
import { createVocabulary } from './vocabulary.ts'

/** The encoder refuses less than 895 samples; a quarter of a second is safe. */
const MIN_SAMPLES = 4000

async function setUp({ loading, ...prepared }: PreparedModel & { loading: LoadingLock }) {
  const model = await withLock(loading, () => loadModel(prepared))
  const pieceOf = createVocabulary(prepared.pieces)
  const digits = digitGrammars(prepared.pieces)
  return async (slices: readonly SpeechSlice[]): Promise<Hypothesis[]> => {
    if (slices.length === 0) return []
    const batch = slices.map((slice) => ({
      audio: readSlice(slice),
      grammar: slice.onlyDigits ? digits[slice.onlyDigits] : null,
    }))
    const rows = await decodeBatch(model, batch)
    return rows.map((row, at) => {
      const samples = batch[at]!.audio.subarray(0, slices[at]!.sampleCount)
      return toHypothesis(row, { samples, pieceOf })
    })
  }
}

function readSlice({ path, firstSample, sampleCount }: AudioSlice): Float32Array {
  const samples = new Int16Array(sampleCount)
  const file = openSync(path, 'r')
  try {
    readSync(file, new Uint8Array(samples.buffer), 0, samples.byteLength, firstSample * 2)
  } finally {
    closeSync(file)
  }
  const audio = new Float32Array(Math.max(sampleCount, MIN_SAMPLES))
  for (let at = 0; at < sampleCount; at++) audio[at] = samples[at]! / 32768
  return audio
}

serveThread(setUp)
