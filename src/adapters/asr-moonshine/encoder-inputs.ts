// What the encoder's graph takes: windows of a row of audio, and which of them the later convolutions see.
import { Tensor } from '../../shipped/onnxruntime.ts'
import { WINDOW_SAMPLES } from './encoder-graph.ts'

/** The convolutions over time, none of them padded. */
const first = { taps: 127, stride: 64 }
const second = { taps: 7, stride: 3 }
const third = { taps: 3, stride: 2 }

function stepsOf(length: number, { taps, stride }: { taps: number; stride: number }): number {
  return Math.floor((length - taps) / stride) + 1
}

/** Encoder frames of `samples` of audio: three strided convolutions, 24 ms a frame in the end. */
export function encoderFrames(samples: number): number {
  return stepsOf(stepsOf(stepsOf(samples, first), second), third)
}

/** Inputs of the encoder for one row of 16 kHz samples in -1..1, at least 895 of them. */
export function encoderInputs(samples: Float32Array): Record<'windows' | 'second' | 'third', Tensor> {
  const steps = stepsOf(samples.length, first)
  const windows = new Float32Array(steps * WINDOW_SAMPLES)
  for (let step = 0; step < steps; step++) {
    const from = step * first.stride
    windows.set(samples.subarray(from, from + WINDOW_SAMPLES), step * WINDOW_SAMPLES)
  }
  const middle = stepsOf(steps, second)
  return {
    windows: new Tensor('float32', windows, [steps, WINDOW_SAMPLES]),
    second: placesOf(middle, second),
    third: placesOf(stepsOf(middle, third), third),
  }
}

/** For each step which steps of the convolution before it takes: int64 [steps, taps]. */
function placesOf(steps: number, { taps, stride }: { taps: number; stride: number }): Tensor {
  const places = new BigInt64Array(steps * taps)
  for (let at = 0; at < places.length; at++) {
    places[at] = BigInt(Math.floor(at / taps) * stride + (at % taps))
  }
  return new Tensor('int64', places, [steps, taps])
}
