// The three ONNX sessions of a model and the tensors that go through them.
import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { PreparedModel } from './prepare-worker.ts'

/** A model loaded into this thread. */
export interface LoadedModel {
  layers: number
  encoder: InferenceSession
  first: InferenceSession
  past: InferenceSession
}

/** Named tensors, as the sessions take and give them. */
export type Tensors = Record<string, Tensor>

// One thread per session: several recogniser threads with one each beat one with several (measured).
const options: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
}

/** Loads the sessions; about half a second. */
export async function loadModel(prepared: PreparedModel): Promise<LoadedModel> {
  const open = (path: string) => InferenceSession.create(path, options)
  const [encoder, first, past] = await Promise.all([
    open(prepared.encoder),
    open(prepared.first),
    open(prepared.past),
  ])
  return { layers: prepared.layers, encoder, first, past }
}

/** Encoder states of a batch: float [rows, frames, width]. `samples` holds the rows one after the other, each
 * padded with zeros to `samplesPerRow`. */
export async function encode(
  model: LoadedModel,
  samples: Float32Array,
  samplesPerRow: number,
): Promise<Tensor> {
  const input = new Tensor('float32', samples, [samples.length / samplesPerRow, samplesPerRow])
  const { last_hidden_state } = await model.encoder.run({ input_values: input })
  return last_hidden_state!
}

/** Decoder keys and values of the step before, renamed to the inputs of the next one. */
export function asPast(present: Tensors): Tensors {
  const caches = Object.entries(present).filter(([name]) => name.startsWith('present.'))
  return Object.fromEntries(
    caches.map(([name, tensor]) => [name.replace('present.', 'past_key_values.'), tensor]),
  )
}

/** The token input of one step: int64 [rows, 1]. */
export function tokenInput(tokens: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(tokens, BigInt), [tokens.length, 1])
}
