// Our own graphs for the decoder, over the published weights. The published graph spends most of a step outside its
// matrices: it unpacks the 32768-token embedding, transposes and scales the keys of the whole recording, and works
// out shapes, each time again. Here one token a step is built in, keys are kept the way they are read, projections
// of the same input are one matrix, and the runtime's fused operators do the rest.
//
// Two graphs: `cross` makes keys and values of the encoder's states, once per batch; `step` takes one token per row.

import { createGraphBuilder, type GraphBuilder } from '../../onnx/graph-builder.ts'
import type { QuantisedMatrix } from '../../onnx/weight-finder.ts'
import type { DecoderWeights, LayerWeights } from './decoder-weights.ts'
import { beside, matrixInputs, multiply, oneByte, transposed } from './matrix-product.ts'

/** A head of a layer whose attention follows the speech. */
export interface AlignmentHead {
  layer: number
  head: number
}

/** Sizes of a decoder that its weights do not tell. */
export interface DecoderShape {
  heads: number
  /** Heads whose attention `step` gives out, together as one tensor. */
  alignmentHeads: readonly AlignmentHead[]
}

/** Serialised models of both graphs. */
export interface DecoderGraphs {
  cross: Uint8Array
  step: Uint8Array
}

/** Most tokens in a row; slices of 29 s at 6.5 tokens a second stay below. */
const MAX_POSITIONS = 256
const EPSILON = 1e-5

/** Builds both graphs. Names of values:
 * - cross: `states` in; `cross.N.keys`, `cross.N.values` of each layer out;
 * - step: `token`, `position`, `padding`, those of cross, and `past.N.keys`, `past.N.values` in; `logits`, `alignment`
 *   and `present.N.keys`, `present.N.values` out. `padding` is added to the attention to the sound: 0, or far below,
 *   as float [rows, 1, 1, frames]. */
export function buildDecoderGraphs(weights: DecoderWeights, shape: DecoderShape): DecoderGraphs {
  return { cross: buildCross(weights, shape), step: buildStep(weights, shape) }
}

function headSizeOf({ embedding }: DecoderWeights, { heads }: DecoderShape): number {
  return embedding.columns / heads
}

/** Keys are transposed and carry the scale of the attention, so that a step multiplies and nothing else. */
function buildCross(weights: DecoderWeights, shape: DecoderShape): Uint8Array {
  const g = createGraphBuilder()
  const { heads } = shape
  const size = headSizeOf(weights, shape)
  const states = g.input('states', 'float', ['rows', 'frames', weights.embedding.columns])
  const [values, scale, zeroPoint] = g.nodes('DynamicQuantizeLinear', [states], { count: 3 })
  const split = g.constant(BigInt64Array.of(0n, 0n, BigInt(2 * heads), BigInt(size)), [4])
  for (const [at, layer] of weights.layers.entries()) {
    const matrix = beside([
      { ...layer.crossKey, scale: layer.crossKey.scale / Math.sqrt(size) },
      layer.crossValue,
    ])
    const b = matrixInputs(g, matrix)
    const [product] = g.fused('MatMulIntegerToFloat', [
      values!,
      b.values,
      scale!,
      b.scale,
      zeroPoint!,
      b.zeroPoint,
    ])
    const perHead = g.node('Reshape', [product!, split])
    const [keys, cells] = g.nodes('Split', [perHead], { count: 2, attributes: { axis: 2 } })
    const shapes = { keys: ['rows', heads, size, 'frames'], cells: ['rows', heads, 'frames', size] }
    g.output(g.node('Transpose', [keys!], { perm: [0, 2, 3, 1] }), `cross.${at}.keys`, shapes.keys)
    g.output(g.node('Transpose', [cells!], { perm: [0, 2, 1, 3] }), `cross.${at}.values`, shapes.cells)
  }
  return g.serialise()
}

function buildStep(weights: DecoderWeights, shape: DecoderShape): Uint8Array {
  const g = createGraphBuilder()
  const { embedding } = weights
  const token = g.input('token', 'int64', ['rows', 1])
  const position = g.input('position', 'int64', [1])
  const table = g.constant(embedding.values, [embedding.rows, embedding.columns])
  const row = g.node('Gather', [table, token])
  const [scale, zeroPoint] = [
    g.constant(Float32Array.of(embedding.scale), []),
    oneByte(g, embedding.zeroPoint, embedding.values),
  ]
  const rotation = rotationOf(g, position, { weights, shape })
  const padding = g.input('padding', 'float', ['rows', 1, 1, 'frames'])
  const size = headSizeOf(weights, shape)
  const context: StepContext = { g, shape, size, rotation, padding, attention: new Map() }
  let stream: Stream = { sum: g.node('DequantizeLinear', [row, scale, zeroPoint]), update: null }
  for (const [at, layer] of weights.layers.entries()) stream = addLayer(context, stream, { at, layer })
  const last = normalise(g, stream, weights.norm)
  const logits = multiply(g, last.normal, { matrix: transposed(embedding) })
  g.output(logits, 'logits', ['rows', 1, embedding.rows])
  const chosen = shape.alignmentHeads.map(({ layer, head }) =>
    g.node('Gather', [context.attention.get(layer)!, g.constant(BigInt64Array.of(BigInt(head)), [1])], {
      axis: 1,
    }),
  )
  const alignment = chosen.length === 1 ? chosen[0]! : g.node('Concat', chosen, { axis: 1 })
  g.output(alignment, 'alignment', ['rows', chosen.length, 1, 'frames'])
  return g.serialise()
}

interface StepContext {
  g: GraphBuilder
  shape: DecoderShape
  size: number
  rotation: Rotation
  /** What is added to the attention to each frame of the sound. */
  padding: string
  /** Cross-attention of each layer: float [rows, heads, 1, frames]. */
  attention: Map<number, string>
}

/** The residual stream; `update` is what the last block adds, not yet added. */
interface Stream {
  sum: string
  update: string | null
}

/** One layer for one token per row: attention to what was said, to the sound, then the two-layer network. */
function addLayer(
  context: StepContext,
  stream: Stream,
  { at, layer }: { at: number; layer: LayerWeights },
): Stream {
  const { g } = context
  const first = normalise(g, stream, layer.selfNorm)
  const said = attendToTokens(context, first.normal, { at, layer })
  const second = normalise(g, { sum: first.sum, update: said }, layer.crossNorm)
  const heard = attendToSound(context, second.normal, { at, layer })
  const third = normalise(g, { sum: second.sum, update: heard }, layer.mlpNorm)
  const inner = multiply(g, third.normal, { matrix: layer.up, bias: layer.upBias })
  const [plain, gate] = g.nodes('Split', [inner], { count: 2, attributes: { axis: 2 } })
  // x * sigmoid(x)
  const [opened] = g.fused('QuickGelu', [gate!], { attributes: { alpha: { float: 1 } } })
  const product = g.node('Mul', [opened!, plain!])
  return { sum: third.sum, update: multiply(g, product, { matrix: layer.down, bias: layer.downBias }) }
}

/** Adds the update and normalises. */
function normalise(g: GraphBuilder, { sum, update }: Stream, weight: Float32Array) {
  const gamma = g.constant(weight, [weight.length])
  const attributes = { epsilon: { float: EPSILON } }
  if (update === null) {
    return { sum, normal: g.node('LayerNormalization', [sum, gamma], { axis: -1, ...attributes }) }
  }
  // `Add` would be fused with what follows into an operator that is several times slower.
  const total = g.node('Sum', [sum, update])
  return { sum: total, normal: g.node('LayerNormalization', [total, gamma], { axis: -1, ...attributes }) }
}

function attendToTokens(
  context: StepContext,
  input: string,
  { at, layer }: { at: number; layer: LayerWeights },
) {
  const { g, shape, size, rotation } = context
  const { heads } = shape
  const product = multiply(g, input, { matrix: beside([layer.selfQuery, layer.selfKey, layer.selfValue]) })
  const perHead = g.node('Reshape', [
    product,
    g.constant(BigInt64Array.of(0n, BigInt(3 * heads), 1n, BigInt(size)), [4]),
  ])
  const lengths = g.constant(BigInt64Array.of(BigInt(2 * heads), BigInt(heads)), [2])
  const [turning, value] = g.nodes('Split', [perHead, lengths], { count: 2, attributes: { axis: 1 } })
  const turned = rotate(g, turning!, rotation)
  const [query, key] = g.nodes('Split', [turned], { count: 2, attributes: { axis: 1 } })
  // One token: [heads, 1, size] and [heads, size, 1] are the same bytes.
  const column = g.node('Reshape', [
    key!,
    g.constant(BigInt64Array.of(0n, BigInt(heads), BigInt(size), 1n), [4]),
  ])
  const shapes = { keys: ['rows', heads, size, 'past'], cells: ['rows', heads, 'past', size] }
  const keys = g.node('Concat', [g.input(`past.${at}.keys`, 'float', shapes.keys), column], { axis: 3 })
  const cells = g.node('Concat', [g.input(`past.${at}.values`, 'float', shapes.cells), value!], { axis: 2 })
  g.output(keys, `present.${at}.keys`, ['rows', heads, size, 'tokens'])
  g.output(cells, `present.${at}.values`, ['rows', heads, 'tokens', size])
  const weights = g.node('Softmax', [g.node('MatMul', [query!, keys])], { axis: -1 })
  return joinHeads(context, g.node('MatMul', [weights, cells]), layer.selfOut)
}

function attendToSound(
  context: StepContext,
  input: string,
  { at, layer }: { at: number; layer: LayerWeights },
) {
  const { g, shape, size } = context
  const { heads } = shape
  const shapes = { keys: ['rows', heads, size, 'frames'], cells: ['rows', heads, 'frames', size] }
  const query = g.node('Reshape', [
    multiply(g, input, { matrix: layer.crossQuery }),
    g.constant(BigInt64Array.of(0n, BigInt(heads), 1n, BigInt(size)), [4]),
  ])
  const keys = g.input(`cross.${at}.keys`, 'float', shapes.keys)
  const scores = g.node('Add', [g.node('MatMul', [query, keys]), context.padding])
  const weights = g.node('Softmax', [scores], { axis: -1 })
  context.attention.set(at, weights)
  const cells = g.input(`cross.${at}.values`, 'float', shapes.cells)
  return joinHeads(context, g.node('MatMul', [weights, cells]), layer.crossOut)
}

/** [rows, heads, 1, size] to [rows, 1, width], the same bytes, and through the output matrix. */
function joinHeads({ g, shape, size }: StepContext, perHead: string, matrix: QuantisedMatrix): string {
  const joined = g.node('Reshape', [
    perHead,
    g.constant(BigInt64Array.of(0n, 1n, BigInt(shape.heads * size)), [3]),
  ])
  return multiply(g, joined, { matrix })
}

/** Names of the factors for the position of a step, and the order that swaps each pair. */
interface Rotation {
  cos: string
  sin: string
  swap: string
}

/** Rotary position embedding of interleaved pairs (arXiv:2104.09864): pair i turns by position x frequency i; what
 * lies behind the pairs stays. Queries, the first half of the heads, carry the scale of the attention besides. */
function rotationOf(
  g: GraphBuilder,
  position: string,
  of: { weights: DecoderWeights; shape: DecoderShape },
): Rotation {
  const { heads } = of.shape
  const size = headSizeOf(of.weights, of.shape)
  const { rotaryFrequencies: frequencies } = of.weights
  const length = 2 * heads * size
  const cos = new Float32Array(MAX_POSITIONS * length)
  const sin = new Float32Array(MAX_POSITIONS * length)
  for (let p = 0; p < MAX_POSITIONS; p++) {
    for (let head = 0; head < 2 * heads; head++) {
      const scale = head < heads ? 1 / Math.sqrt(size) : 1
      for (let d = 0; d < size; d++) {
        const frequency = frequencies[d >> 1]
        const at = p * length + head * size + d
        cos[at] = scale * (frequency === undefined ? 1 : Math.cos(p * frequency))
        sin[at] = frequency === undefined ? 0 : scale * Math.sin(p * frequency) * (d % 2 === 0 ? -1 : 1)
      }
    }
  }
  const pairs = 2 * frequencies.length
  const order = BigInt64Array.from({ length: size }, (_, d) => BigInt(d < pairs ? d ^ 1 : d))
  const factors = (table: Float32Array) =>
    g.node('Gather', [g.constant(table, [MAX_POSITIONS, 2 * heads, 1, size]), position])
  return { cos: factors(cos), sin: factors(sin), swap: g.constant(order, [size]) }
}

function rotate(g: GraphBuilder, heads: string, { cos, sin, swap }: Rotation): string {
  const swapped = g.node('Gather', [heads, swap], { axis: 3 })
  return g.node('Add', [g.node('Mul', [heads, cos]), g.node('Mul', [swapped, sin])])
}
