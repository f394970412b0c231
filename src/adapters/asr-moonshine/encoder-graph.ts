// Our own graph for the encoder, over the published weights: one row of audio, never padded. Time comes first
// everywhere, so that a convolution is a product of windows with a matrix and nothing is transposed on the way.

import { createGraphBuilder, type GraphBuilder } from '../../onnx/graph-builder.ts'
import type { ConvolutionWeights, EncoderLayerWeights, EncoderWeights } from './encoder-weights.ts'
import { beside, multiply, oneByte } from './matrix-product.ts'

/** Samples in a window of the first convolution: its 127 taps, and one that counts for nothing. */
export const WINDOW_SAMPLES = 128
/** Frames in a row at most; slices of 29 s have 1,207. */
const MAX_FRAMES = 1280
const EPSILON = 1e-5

/** Builds the graph. `windows` in: float [steps, 128], what the first convolution sees at each of its steps;
 * `second` and `third` in: int64 [steps, taps], which steps of the convolution before each step takes.
 * `states` out: float [1, frames, width]. */
export function buildEncoderGraph(weights: EncoderWeights, { heads }: { heads: number }): Uint8Array {
  const g = createGraphBuilder()
  let sum = addConvolutions(g, weights)
  const rotate = rotationOf(g, weights, heads)
  // `Add` would be fused with what follows into an operator that is several times slower.
  const add = (update: string) => g.node('Sum', [sum, update])
  for (const layer of weights.layers) {
    sum = add(attend(g, normalise(g, sum, layer.attentionNorm), { layer, heads, rotate }))
    const input = normalise(g, sum, layer.mlpNorm)
    const inner = gelu(g, multiply(g, input, { matrix: layer.up }), layer.upBias)
    sum = add(multiply(g, inner, { matrix: layer.down, bias: layer.downBias }))
  }
  g.output(normalise(g, sum, weights.norm), 'states', [1, 'frames', weights.third.outputs])
  return g.serialise()
}

function normalise(g: GraphBuilder, values: string, scale: Float32Array): string {
  const gamma = g.constant(scale, [scale.length])
  return g.node('LayerNormalization', [values, gamma], { axis: -1, epsilon: { float: EPSILON } })
}

function gelu(g: GraphBuilder, values: string, bias: Float32Array | string): string {
  const addend = typeof bias === 'string' ? bias : g.constant(bias, [bias.length])
  return g.fused('BiasGelu', [values, addend])[0]!
}

interface AttentionParts {
  layer: EncoderLayerWeights
  heads: number
  rotate: (values: string) => string
}

function attend(g: GraphBuilder, input: string, { layer, heads, rotate }: AttentionParts): string {
  const product = multiply(g, input, { matrix: beside([layer.query, layer.key, layer.value]) })
  const [query, key, value] = g.nodes('Split', [product], { count: 3, attributes: { axis: 2 } })
  const inputs = [rotate(query!), rotate(key!), value!]
  const [heard] = g.fused('MultiHeadAttention', inputs, { attributes: { num_heads: heads } })
  return multiply(g, heard!, { matrix: layer.out })
}

/** Rotary position embedding of interleaved pairs (arXiv:2104.09864); what lies behind the pairs stays. */
function rotationOf(g: GraphBuilder, { rotaryFrequencies }: EncoderWeights, heads: number) {
  const pairs = rotaryFrequencies.length
  const table = (factor: (angle: number) => number) => {
    const angle = (at: number) => Math.floor(at / pairs) * rotaryFrequencies[at % pairs]!
    const values = Float32Array.from({ length: MAX_FRAMES * pairs }, (_, at) => factor(angle(at)))
    return g.constant(values, [MAX_FRAMES, pairs])
  }
  const first = g.constant(BigInt64Array.of(0n), [1])
  const [cos, sin] = [table(Math.cos), table(Math.sin)]
  const attributes = { interleaved: 1, num_heads: heads, rotary_embedding_dim: 2 * pairs }
  return (values: string) => g.fused('RotaryEmbedding', [values, first, cos, sin], { attributes })[0]!
}

/** Audio to the first layer's input: float [1, frames, width]. */
function addConvolutions(g: GraphBuilder, weights: EncoderWeights): string {
  const { first, second, third } = weights
  const windows = g.input('windows', 'float', ['steps', WINDOW_SAMPLES])
  const matrix = new Float32Array(WINDOW_SAMPLES * first.outputs)
  matrix.set(realValues(first))
  const filters = g.constant(matrix, [WINDOW_SAMPLES, first.outputs])
  const early = g.node('Tanh', [g.node('MatMul', [windows, filters])])
  const middle = addSecond(g, early, weights)
  const places = g.input('third', 'int64', ['frames', third.taps])
  const rows = third.taps * second.outputs
  const seen = g.node('Reshape', [g.node('Gather', [middle, places]), shapeOf(g, 0, rows)])
  const product = g.node('MatMul', [seen, g.constant(realValues(third), [rows, third.outputs])])
  return gelu(g, g.node('Reshape', [product, shapeOf(g, 1, -1, third.outputs)]), weights.thirdBias)
}

/** The normalisation over the whole row, and the second convolution with 8-bit numbers. Each window is quantised by
 * its own peak: with one scale for all, what is quiet beside the loudest sound of the row would be lost.
 *
 * With r and m the row's inverse deviation and mean, and a, b the normalisation's factor and addend of a channel, the
 * convolution of (x - m) * r * a + b is r * (that of x * a) - r * m * (that of a) + (that of b): the row's own numbers
 * are needed only after the product, and the last two terms are constants of the weights but for r * m. */
function addSecond(g: GraphBuilder, early: string, weights: EncoderWeights): string {
  const { second, groupScale } = weights
  const { mean, inverse } = momentsOf(g, early)
  const scaled = g.node('Mul', [early, g.constant(groupScale, [groupScale.length])])
  const places = g.input('second', 'int64', ['middle', second.taps])
  const { values, unit } = quantiseWindows(g, scaled, places)
  const zeroPoint = Math.round(-second.offset / second.scale)
  const rows = second.taps * second.inputs
  const [product] = g.fused('MatMulIntegerToFloat', [
    g.node('Reshape', [values, shapeOf(g, 0, rows)]),
    g.constant(second.values, [rows, second.outputs]),
    number(g, 1),
    number(g, second.scale),
    g.constant(Uint8Array.of(MIDDLE), []),
    oneByte(g, zeroPoint, second.values),
  ])
  // The weights' real offset is no whole number of steps: the rest of it times everything in the window.
  const rest = number(g, second.offset + zeroPoint * second.scale)
  const perStep = g.node('ReduceSum', [scaled, shapeOf(g, 1)], { keepdims: 0 })
  const perWindow = g.node('ReduceSum', [g.node('Gather', [perStep, places]), shapeOf(g, 1)])
  const sized = g.node('Mul', [product!, g.node('Mul', [unit, inverse])])
  const common = g.node('Mul', [perWindow, g.node('Mul', [inverse, rest])])
  const { ofScale, ofShift } = convolvedConstants(weights)
  const distance = g.node('Mul', [g.constant(ofScale, [second.outputs]), g.node('Mul', [mean, inverse])])
  const bias = g.node('Sub', [g.constant(ofShift, [second.outputs]), distance])
  return gelu(g, g.node('Add', [sized, common]), bias)
}

/** Mean and inverse standard deviation of a whole [steps, channels], each float [1]. */
function momentsOf(g: GraphBuilder, values: string) {
  const over = (rows: string) => g.node('ReduceMean', [rows], { axes: [0], keepdims: 1 })
  const mean = over(g.node('ReduceMean', [values], { axes: [1], keepdims: 0 }))
  const square = over(g.node('ReduceMean', [g.node('Mul', [values, values])], { axes: [1], keepdims: 0 }))
  const variance = g.node('Sub', [square, g.node('Mul', [mean, mean])])
  const deviation = g.node('Sqrt', [g.node('Add', [variance, number(g, EPSILON)])])
  return { mean, inverse: g.node('Reciprocal', [deviation]) }
}

/** The zero of the quantised windows, and how far they reach to both sides of it. */
const MIDDLE = 128
const REACH = 127

/** Windows of `values` as 8-bit numbers [windows, taps, channels] around 128; `unit` is what one of them is worth in
 * each window: float [windows, 1]. */
function quantiseWindows(g: GraphBuilder, values: string, places: string) {
  const highest = g.node('ReduceMax', [values], { axes: [1], keepdims: 0 })
  const lowest = g.node('ReduceMin', [values], { axes: [1], keepdims: 0 })
  const peaks = g.node('Gather', [g.node('Max', [highest, g.node('Neg', [lowest])]), places])
  const peak = g.node('ReduceMax', [peaks], { axes: [1], keepdims: 0 })
  // Silence has no peak to divide by.
  const unit = g.node('Add', [g.node('Mul', [peak, number(g, 1 / REACH)]), number(g, 1e-12)])
  const middles = g.node('Expand', [g.constant(Uint8Array.of(MIDDLE), [1]), g.node('Shape', [unit])])
  const windows = g.node('Gather', [values, places])
  return {
    values: g.node('QuantizeLinear', [windows, unit, middles], { axis: 0 }),
    unit: g.node('Unsqueeze', [unit, shapeOf(g, 1)]),
  }
}

/** The second convolution of the normalisation's factors, and that of its addends together with the bias. */
function convolvedConstants({ second, groupScale, groupShift, secondBias }: EncoderWeights) {
  const { inputs, outputs } = second
  const ofScale = new Float32Array(outputs)
  const ofShift = Float32Array.from(secondBias)
  const values = realValues(second)
  for (let row = 0; row < second.taps * inputs; row++) {
    const [scale, shift] = [groupScale[row % inputs]!, groupShift[row % inputs]!]
    for (let output = 0; output < outputs; output++) {
      const value = values[row * outputs + output]!
      ofScale[output]! += scale * value
      ofShift[output]! += shift * value
    }
  }
  return { ofScale, ofShift }
}

function realValues({ values, scale, offset }: ConvolutionWeights): Float32Array {
  const real = new Float32Array(values.length)
  for (let at = 0; at < values.length; at++) real[at] = values[at]! * scale + offset
  return real
}

function number(g: GraphBuilder, value: number): string {
  return g.constant(Float32Array.of(value), [])
}

/** A list of whole numbers: a shape, or axes. */
function shapeOf(g: GraphBuilder, ...sizes: number[]): string {
  return g.constant(BigInt64Array.from(sizes, BigInt), [sizes.length])
}
