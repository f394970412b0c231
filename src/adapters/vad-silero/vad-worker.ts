// The thread that runs Silero VAD v6 over a spool (speech-and-media section 3.2).
import { closeSync, openSync, readSync } from 'node:fs'
import { SPOOL_RATE_HZ, type Spool } from '../../domain/audio.ts'
import { VAD_FRAME_SAMPLES, type VoiceActivity } from '../../ports/vad.ts'
import { modelFilePath } from '../../shipped/model-files.ts'
import { InferenceSession, Tensor } from '../../shipped/onnxruntime.ts'
import { serveThread } from '../../threads/thread.ts'

/** Samples of the frame before that the model wants to see in front of each frame. */
const CONTEXT_SAMPLES = 64
/** Frames read from the file at once. */
const FRAMES_PER_READ = 512

const rate = new Tensor('int64', BigInt64Array.of(BigInt(SPOOL_RATE_HZ)), [])

/** One channel to look at. `framesDone` is shared: the frames that have been seen so far. */
export interface VadRequest {
  spool: Spool
  framesDone: Int32Array<SharedArrayBuffer>
}

async function setUp() {
  const session = await InferenceSession.create(modelFilePath('silero_vad_v6.onnx'), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  })
  return (request: VadRequest) => detect(session, request)
}

async function detect(session: InferenceSession, { spool, framesDone }: VadRequest): Promise<VoiceActivity> {
  const frames = Math.ceil(spool.sampleCount / VAD_FRAME_SAMPLES)
  const activity = { probability: new Float32Array(frames), power: new Float32Array(frames) }
  const window = new Float32Array(CONTEXT_SAMPLES + VAD_FRAME_SAMPLES)
  let state = new Tensor('float32', new Float32Array(2 * 128), [2, 1, 128])
  let frame = 0
  for (const samples of readFrames(spool)) {
    window.copyWithin(0, VAD_FRAME_SAMPLES)
    activity.power[frame] = fill(window, samples)
    const input = new Tensor('float32', window, [1, window.length])
    const { output, stateN } = await session.run({ input, state, sr: rate })
    activity.probability[frame] = (output!.data as Float32Array)[0]!
    state = stateN as typeof state
    frame++
    Atomics.store(framesDone, 0, frame)
  }
  return activity
}

/** Puts one frame behind the context; returns its mean power. The last frame of a file is padded with zeros. */
function fill(window: Float32Array, samples: Int16Array): number {
  let power = 0
  for (let at = 0; at < VAD_FRAME_SAMPLES; at++) {
    const value = (samples[at] ?? 0) / 32768
    window[CONTEXT_SAMPLES + at] = value
    power += value * value
  }
  return power / VAD_FRAME_SAMPLES
}

function* readFrames({ path, sampleCount }: Spool): Generator<Int16Array> {
  const block = new Int16Array(FRAMES_PER_READ * VAD_FRAME_SAMPLES)
  const file = openSync(path, 'r')
  try {
    for (let done = 0; done < sampleCount; ) {
      const wanted = Math.min(block.length, sampleCount - done)
      const bytes = readSync(file, new Uint8Array(block.buffer), 0, wanted * 2, done * 2)
      const count = bytes >> 1
      if (count === 0) return
      for (let at = 0; at < count; at += VAD_FRAME_SAMPLES) {
        yield block.subarray(at, Math.min(at + VAD_FRAME_SAMPLES, count))
      }
      done += count
    }
  } finally {
    closeSync(file)
  }
}

serveThread(setUp)
