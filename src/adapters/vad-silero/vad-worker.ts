// The thread that runs Silero VAD v6 over a spool (speech-and-media section 3.2).
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import type { Spool } from '../../domain/audio.ts'
import { VAD_FRAME_SAMPLES, type VoiceActivity } from '../../ports/vad.ts'
import { modelFilePath } from '../../shipped/model-files.ts'
import { InferenceSession, Tensor } from '../../shipped/onnxruntime.ts'
import { serveThread } from '../../threads/thread.ts'
import { buildSileroGraph, SLICE_SAMPLES, SLICE_STEP, SLICES, STATE_SIZE } from './silero-graph.ts'

/** Samples of the frame before that the model wants to see in front of each frame. */
const CONTEXT_SAMPLES = 64
/** Behind each frame its last samples come again, backwards. */
const MIRRORED_SAMPLES = 64
const SEEN_SAMPLES = CONTEXT_SAMPLES + VAD_FRAME_SAMPLES
const WINDOW_SAMPLES = SLICES * SLICE_SAMPLES
/** Frames that go through the model at once: 4 s, of which what is computed stays in the processor's cache. */
const FRAMES_PER_RUN = 128
/** Share of frames that are not among the loud ones. */
const LOUD_FROM = 0.99
/** -32 dB below full scale, as a power. */
const USUAL_POWER = 10 ** -3.2
/** 20 dB. */
const MOST_GAIN = 10

/** One channel to look at. `framesDone` is shared: the frames that have been seen so far. */
export interface VadRequest {
  spool: Spool
  framesDone: Int32Array<SharedArrayBuffer>
}

async function setUp() {
  const graph = buildSileroGraph(readFileSync(modelFilePath('silero_vad_v6.onnx')))
  const session = await InferenceSession.create(graph, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  })
  return (request: VadRequest) => detect(session, request)
}

async function detect(session: InferenceSession, { spool, framesDone }: VadRequest): Promise<VoiceActivity> {
  const power = powerOf(spool)
  const gain = gainFor(power)
  const probability = new Float32Array(power.length)
  const windows = new Float32Array(FRAMES_PER_RUN * WINDOW_SAMPLES)
  const seen = new Float32Array(SEEN_SAMPLES + MIRRORED_SAMPLES)
  let [h, c] = [emptyState(), emptyState()]
  let frame = 0
  for (const block of readBlocks(spool)) {
    const count = Math.ceil(block.length / VAD_FRAME_SAMPLES)
    for (let at = 0; at < count; at++) {
      see(seen, block.subarray(at * VAD_FRAME_SAMPLES), gain)
      slice(seen, windows.subarray(at * WINDOW_SAMPLES))
    }
    const input = windows.subarray(0, count * WINDOW_SAMPLES)
    const result = await session.run({
      windows: new Tensor('float32', input, [count, SLICES, SLICE_SAMPLES]),
      h,
      c,
    })
    probability.set(result.probability!.data as Float32Array, frame)
    ;[h, c] = [result.hn as typeof h, result.cn as typeof c]
    frame += count
    Atomics.store(framesDone, 0, frame)
  }
  return { probability, power }
}

/** Mean power of each frame, full scale being 1. */
function powerOf(spool: Spool): Float32Array {
  const power = new Float32Array(Math.ceil(spool.sampleCount / VAD_FRAME_SAMPLES))
  let frame = 0
  for (const block of readBlocks(spool)) {
    for (let from = 0; from < block.length; from += VAD_FRAME_SAMPLES, frame++) {
      const to = Math.min(from + VAD_FRAME_SAMPLES, block.length)
      let sum = 0
      for (let at = from; at < to; at++) sum += (block[at]! / 32768) ** 2
      power[frame] = sum / VAD_FRAME_SAMPLES
    }
  }
  return power
}

/** What a channel is multiplied with before the model sees it, which takes very quiet speech for none. Channels whose
 * loudest hundredth of frames is at a usual level stay as they are; noise alone does not become loud. */
function gainFor(power: Float32Array): number {
  const loud = power.toSorted()[Math.floor(power.length * LOUD_FROM)] ?? 0
  if (loud <= 0 || loud >= USUAL_POWER) return 1
  return Math.min(MOST_GAIN, Math.sqrt(USUAL_POWER / loud))
}

function emptyState() {
  return new Tensor('float32', new Float32Array(STATE_SIZE), [1, 1, STATE_SIZE])
}

/** Puts the next frame, `gain` times as loud, behind the context. The last frame of a file is padded with zeros. */
function see(seen: Float32Array, samples: Int16Array, gain: number) {
  const factor = gain / 32768
  seen.copyWithin(0, VAD_FRAME_SAMPLES, SEEN_SAMPLES)
  for (let at = 0; at < VAD_FRAME_SAMPLES; at++) seen[CONTEXT_SAMPLES + at] = (samples[at] ?? 0) * factor
  for (let at = 0; at < MIRRORED_SAMPLES; at++) seen[SEEN_SAMPLES + at] = seen[SEEN_SAMPLES - 2 - at]!
}

function slice(seen: Float32Array, into: Float32Array) {
  for (let at = 0; at < SLICES; at++)
    into.set(seen.subarray(at * SLICE_STEP, at * SLICE_STEP + SLICE_SAMPLES), at * SLICE_SAMPLES)
}

/** Whole frames of a spool, as many as go through the model at once; the last block ends where the file does. */
function* readBlocks({ path, sampleCount }: Spool): Generator<Int16Array> {
  const block = new Int16Array(FRAMES_PER_RUN * VAD_FRAME_SAMPLES)
  const file = openSync(path, 'r')
  try {
    for (let done = 0; done < sampleCount; ) {
      const wanted = Math.min(block.length, sampleCount - done)
      const bytes = readSync(file, new Uint8Array(block.buffer), 0, wanted * 2, done * 2)
      const count = bytes >> 1
      if (count === 0) return
      yield block.subarray(0, count)
      done += count
    }
  } finally {
    closeSync(file)
  }
}

serveThread(setUp)
