// A recogniser thread: holds one copy of the model, reads slices from their spools, answers with words.
import { closeSync, openSync, readSync } from 'node:fs'
import { type AudioSlice, SPOOL_RATE_HZ, samplesToMs } from '../../domain/audio.ts'
import type { Hypothesis } from '../../ports/asr.ts'
import { loadSherpa } from '../../shipped/sherpa-package.ts'
import { serveThread } from '../../threads/thread.ts'
import { toHypothesis } from './hypothesis.ts'
import type { RecogniserConfig } from './recogniser-config.ts'
import { readResult } from './result.ts'

/** Models can't take less than a few frames; half a second suits all of them. */
const MIN_SAMPLES = SPOOL_RATE_HZ / 2

async function setUp(config: RecogniserConfig) {
  const { OfflineRecognizer } = await loadSherpa()
  // Here and not in the background, decoding too: that is done by the few threads that also read files for everyone
  // else, and a process that ends meanwhile would crash.
  const recogniser = new OfflineRecognizer(config)
  const read = (slice: AudioSlice): Hypothesis => {
    const stream = recogniser.createStream()
    stream.acceptWaveform({ samples: readSlice(slice), sampleRate: SPOOL_RATE_HZ })
    recogniser.decode(stream)
    return toHypothesis(readResult(recogniser.getResult(stream)), samplesToMs(slice.sampleCount))
  }
  return (slices: readonly AudioSlice[]): Hypothesis[] => slices.map(read)
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
