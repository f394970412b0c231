// The three ONNX sessions of a model and the tensors that go through them.
import { InferenceSession, Tensor } from '../../shipped/onnxruntime.ts'
import { encoderInputs } from './encoder-inputs.ts'
import { moonshineModels } from './model-files.ts'
import type { PreparedModel } from './prepare-worker.ts'

/** A model loaded into this thread. */
export interface LoadedModel {
  layers: number
  heads: number
  headSize: number
  encoder: InferenceSession
  cross: InferenceSession
  step: InferenceSession
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

// What sees a whole batch needs large blocks, seldom. An arena would keep the largest of every shape for ever: 100 MB
// more, and no faster (measured); the step has one, for many small blocks.
const wholeBatch: InferenceSession.SessionOptions = { enableCpuMemArena: false }

/** Loads the sessions; about half a second. */
export async function loadModel({ size, encoder, cross, step }: PreparedModel): Promise<LoadedModel> {
  const open = (path: string, more = {}) => InferenceSession.create(path, { ...options, ...more })
  const { layers, heads, headSize } = moonshineModels[size]
  return {
    layers,
    heads,
    headSize,
    encoder: await open(encoder, wholeBatch),
    cross: await open(cross, wholeBatch),
    step: await open(step),
  }
}

/** Encoder states of one row of 16 kHz samples: float [1, frames, width]. */
export async function encode(model: LoadedModel, samples: Float32Array): Promise<Tensor> {
  const { states } = await model.encoder.run(encoderInputs(samples))
  return states!
}

/** Far below every attention, and no infinity. */
const NEVER = -1e9

/** States of several rows as one tensor, float [rows, frames, width], filled up with zeros; `padding` keeps the step's
 * attention from what was filled up. */
export function joinRows(rows: readonly Tensor[]): Record<'states' | 'padding', Tensor> {
  const frames = Math.max(...rows.map(({ dims }) => dims[1]!))
  const width = rows[0]!.dims[2]!
  const states = new Float32Array(rows.length * frames * width)
  const padding = new Float32Array(rows.length * frames).fill(NEVER)
  for (const [at, { data, dims }] of rows.entries()) {
    states.set(data as Float32Array, at * frames * width)
    padding.fill(0, at * frames, at * frames + dims[1]!)
  }
  return {
    states: new Tensor('float32', states, [rows.length, frames, width]),
    padding: new Tensor('float32', padding, [rows.length, 1, 1, frames]),
  }
}

/** The caches before the first token. */
export function noPast({ layers, heads, headSize }: LoadedModel, rows: number): Tensors {
  const nothing = new Float32Array(0)
  const past: Tensors = {}
  for (let layer = 0; layer < layers; layer++) {
    past[`past.${layer}.keys`] = new Tensor('float32', nothing, [rows, heads, headSize, 0])
    past[`past.${layer}.values`] = new Tensor('float32', nothing, [rows, heads, 0, headSize])
  }
  return past
}

/** Keys and values that a step gives out, renamed to the inputs of the next one. */
export function asPast(outputs: Tensors): Tensors {
  const caches = Object.entries(outputs).filter(([name]) => name.startsWith('present.'))
  return Object.fromEntries(caches.map(([name, tensor]) => [name.replace('present.', 'past.'), tensor]))
}

/** Inputs of one step: a token per row, and how many came before it. */
export function stepInputs(tokens: readonly number[], position: number): Tensors {
  return {
    token: new Tensor('int64', BigInt64Array.from(tokens, BigInt), [tokens.length, 1]),
    position: new Tensor('int64', BigInt64Array.of(BigInt(position)), [1]),
  }
}

/** The same tensors with some of their rows (first dimension), in the order of `rows`. */
export function selectRows(tensors: Tensors, rows: readonly number[]): Tensors {
  const select = ({ data, dims }: Tensor): Tensor => {
    const rowLength = data.length / dims[0]!
    const selected = new Float32Array(rows.length * rowLength)
    for (const [at, row] of rows.entries()) {
      const source = (data as Float32Array).subarray(row * rowLength, (row + 1) * rowLength)
      selected.set(source, at * rowLength)
    }
    return new Tensor('float32', selected, [rows.length, ...dims.slice(1)])
  }
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, select(tensor)]))
}
