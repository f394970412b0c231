// Our own graph of Silero VAD v6 for 16 kHz. The published one takes one frame of 32 ms at a time, and most of its time
// is spent around the computing. Here everything but the recurrent cell is computed for many frames at once, as matrix
// products over all of them; the cell then runs along the frames inside the runtime. Same weights, same numbers.
import { createGraphBuilder, type GraphBuilder } from '../../onnx/graph-builder.ts'
import { constantsOf } from '../../onnx/weight-finder.ts'

/** The model sees each frame as so many overlapping slices. */
export const SLICES = 4
/** Length of one of them. */
export const SLICE_SAMPLES = 256
/** From the start of one to the start of the next. */
export const SLICE_STEP = 128

/** Size of the recurrent state, which has two parts. */
export const STATE_SIZE = 128

const BINS = 129
const TAPS = 3

/** Numbers of a published tensor by the end of its name. */
type Weights = (name: string) => Float32Array

/** Makes the graph: `windows` [frames, 4, 256] and the state `h`, `c` [1, 1, 128] in; `probability` [frames, 1, 1] and
 * the state behind the last frame, `hn` and `cn`, out.
 * @param published the file as it comes
 * @throws Error when something is not where it is expected */
export function buildSileroGraph(published: Uint8Array): Uint8Array {
  const weights = constantsOf(published, { branchOf: 'If', branch: 'then_branch', what: 'voice activity' })
  const graph = createGraphBuilder()
  const windows = graph.input('windows', 'float', ['frames', SLICES, SLICE_SAMPLES])
  const features = addEncoder(graph, addMagnitude(graph, windows, weights), weights)
  const { along, h, c } = addCell(graph, features, weights)
  const scores = addLayer(graph, graph.node('Relu', [along]), {
    matrix: graph.constant(weights('decoder.decoder.2.weight'), [STATE_SIZE, 1]),
    bias: weights('decoder.decoder.2.bias'),
  })
  graph.output(graph.node('Sigmoid', [scores]), 'probability', ['frames', 1, 1, 1])
  graph.output(h, 'hn', [1, 1, STATE_SIZE])
  graph.output(c, 'cn', [1, 1, STATE_SIZE])
  return graph.serialise()
}

/** Short-time Fourier transform as two matrix products; the published rows are the window times cosine and sine. */
function addMagnitude(graph: GraphBuilder, windows: string, weights: Weights): string {
  const basis = weights('stft.forward_basis_buffer')
  const power = [0, BINS].map((firstRow) => {
    const rows = basis.subarray(firstRow * SLICE_SAMPLES, (firstRow + BINS) * SLICE_SAMPLES)
    const columns = transposed(rows, SLICE_SAMPLES)
    const part = graph.node('MatMul', [windows, graph.constant(columns, [SLICE_SAMPLES, BINS])])
    return graph.node('Mul', [part, part])
  })
  return graph.node('Sqrt', [graph.node('Add', power)])
}

/** Four convolutions over the slices of a frame, of three taps each with one zero on both sides: from 4 slices to 4, to
 * 2, to 1, to 1. Each is one product of all that its taps see, side by side; taps that only see zeros are left out. */
function addEncoder(graph: GraphBuilder, magnitude: string, weights: Weights): string {
  const ints = (...values: number[]) => graph.constant(BigInt64Array.from(values, BigInt), [values.length])
  const slices = (value: string, from: number, to: number) =>
    graph.node('Slice', [value, ints(from), ints(to), ints(1)])
  const convolve = (value: string, layer: number, taps: readonly number[]) => {
    const name = `encoder.${layer}.reparam_conv`
    const bias = weights(`${name}.bias`)
    const matrix = addTaps(graph, { kernel: weights(`${name}.weight`), outputs: bias.length, taps })
    return graph.node('Relu', [addLayer(graph, value, { matrix, bias })])
  }
  const all = [0, 1, 2]
  const around = graph.node('Pad', [magnitude, ints(0, 1, 0, 0, 1, 0)])
  const shifted = all.map((tap) => slices(around, tap, tap + SLICES))
  const first = convolve(graph.node('Concat', shifted, { axis: 2 }), 0, all)
  const before = graph.node('Pad', [first, ints(0, 1, 0, 0, 0, 0)])
  // A zero size keeps that of the input.
  const halves = [0, 2].map((from) =>
    graph.node('Reshape', [slices(before, from, from + TAPS), ints(0, 1, -1)]),
  )
  const second = convolve(graph.node('Concat', halves, { axis: 1 }), 1, all)
  const third = convolve(graph.node('Reshape', [second, ints(0, -1)]), 2, [1, 2])
  const fourth = convolve(third, 3, [1])
  return graph.node('Reshape', [fourth, ints(-1, 1, STATE_SIZE)])
}

/** The long short-term memory along the frames. */
function addCell(graph: GraphBuilder, features: string, weights: Weights) {
  const size = [1, 1, STATE_SIZE]
  const matrix = (name: string) =>
    graph.constant(gatesInOrder(weights(`decoder.rnn.${name}`)), [1, 4 * STATE_SIZE, STATE_SIZE])
  const biases = ['bias_ih', 'bias_hh'].map((name) => [...gatesInOrder(weights(`decoder.rnn.${name}`))])
  const inputs = [
    features,
    matrix('weight_ih'),
    matrix('weight_hh'),
    graph.constant(Float32Array.from(biases.flat()), [1, 8 * STATE_SIZE]),
    '', // All sequences are of one length.
    graph.input('h', 'float', size),
    graph.input('c', 'float', size),
  ]
  const [along, h, c] = graph.nodes('LSTM', inputs, { count: 3, attributes: { hidden_size: STATE_SIZE } })
  return { along: along!, h: h!, c: c! }
}

function addLayer(graph: GraphBuilder, value: string, layer: { matrix: string; bias: Float32Array }): string {
  const product = graph.node('MatMul', [value, layer.matrix])
  return graph.node('Add', [product, graph.constant(layer.bias, [layer.bias.length])])
}

/** A kernel [outputs, inputs, taps] as a matrix: one row per input of each of `taps`, taps outermost. */
function addTaps(
  graph: GraphBuilder,
  { kernel, outputs, taps }: { kernel: Float32Array; outputs: number; taps: readonly number[] },
): string {
  const inputs = kernel.length / outputs / TAPS
  const matrix = new Float32Array(taps.length * inputs * outputs)
  let to = 0
  for (const tap of taps) {
    for (let input = 0; input < inputs; input++) {
      for (let output = 0; output < outputs; output++)
        matrix[to++] = kernel[(output * inputs + input) * TAPS + tap]!
    }
  }
  return graph.constant(matrix, [taps.length * inputs, outputs])
}

/** Published: input, forget, cell, output. The operator wants input, output, forget, cell. */
function gatesInOrder(published: Float32Array): Float32Array {
  const each = published.length / 4
  const ordered = new Float32Array(published.length)
  for (const [to, from] of [0, 3, 1, 2].entries())
    ordered.set(published.subarray(from * each, (from + 1) * each), to * each)
  return ordered
}

function transposed(rows: Float32Array, columns: number): Float32Array {
  const count = rows.length / columns
  const result = new Float32Array(rows.length)
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < columns; column++)
      result[column * count + row] = rows[row * columns + column]!
  }
  return result
}
