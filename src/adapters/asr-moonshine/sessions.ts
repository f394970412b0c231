// The three ONNX sessions of a model and the tensors that go through them.
import { InferenceSession, Tensor } from 'onnxruntime-node'
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

/** Rows of audio, one after the other, each padded with zeros to `samplesPerRow`. */
export interface AudioRows {
  samples: Float32Array
  samplesPerRow: number
}

/** Encoder states of a batch: float [rows, frames, width]. The encoder sees at most `samplesAtOnce` samples at a time
 * (but whole rows): its attention needs memory by the square of a row. */
export async function encode(
  model: LoadedModel,
  { samples, samplesPerRow }: AudioRows,
  samplesAtOnce: number,
): Promise<Tensor> {
  const rows = samples.length / samplesPerRow
  const rowsAtOnce = Math.max(1, Math.floor(samplesAtOnce / samplesPerRow))
  const parts: Tensor[] = []
  for (let first = 0; first < rows; first += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, rows - first)
    const part = samples.subarray(first * samplesPerRow, (first + count) * samplesPerRow)
    const { last_hidden_state } = await model.encoder.run({
      input_values: new Tensor('float32', part, [count, samplesPerRow]),
    })
    parts.push(last_hidden_state!)
  }
  if (parts.length === 1) return parts[0]!
  const [, frames, width] = parts[0]!.dims as [number, number, number]
  const states = new Float32Array(rows * frames * width)
  let offset = 0
  for (const { data } of parts) {
    states.set(data as Float32Array, offset)
    offset += data.length
  }
  return new Tensor('float32', states, [rows, frames, width])
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
