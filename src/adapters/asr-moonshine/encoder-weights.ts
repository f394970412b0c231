// Reads the weights of a Moonshine encoder out of the published graph.
import {
  type Bytes,
  bytesOf,
  createFinder,
  floatsOf,
  graphOf,
  moved,
  type QuantisedMatrix,
  type Signs,
  type WeightFinder,
} from '../../onnx/weight-finder.ts'

/** A convolution over time without padding as a matrix: one row per tap and input channel, taps outermost. The real
 * value is `scale * value + offset`. */
export interface ConvolutionWeights {
  taps: number
  inputs: number
  outputs: number
  values: Bytes
  scale: number
  offset: number
}

/** What one layer of the encoder consists of. */
export interface EncoderLayerWeights {
  attentionNorm: Float32Array
  query: QuantisedMatrix
  key: QuantisedMatrix
  value: QuantisedMatrix
  out: QuantisedMatrix
  mlpNorm: Float32Array
  up: QuantisedMatrix
  upBias: Float32Array
  down: QuantisedMatrix
  downBias: Float32Array
}

/** A whole encoder. */
export interface EncoderWeights {
  first: ConvolutionWeights
  /** Of the normalisation between the first two convolutions: one factor and addend per channel. */
  groupScale: Float32Array
  groupShift: Float32Array
  second: ConvolutionWeights
  secondBias: Float32Array
  third: ConvolutionWeights
  thirdBias: Float32Array
  layers: EncoderLayerWeights[]
  norm: Float32Array
  /** Angle per frame of each rotated pair. */
  rotaryFrequencies: Float32Array
}

/** Reads an encoder of `layerCount` layers.
 * @throws Error when something is not where it is expected */
export function readEncoderWeights(encoder: Uint8Array, layerCount: number, signs: Signs): EncoderWeights {
  const graph = graphOf(encoder, 'encoder')
  const find = createFinder({ graph, nodes: graph.node, what: 'encoder', signs })
  const layers = Array.from({ length: layerCount }, (_, at): EncoderLayerWeights => {
    const [layer, parameter] = [`/layers.${at}`, `layers.${at}`]
    return {
      attentionNorm: find.floats(`${parameter}.input_layernorm.weight`),
      query: find.matrix(`${layer}/self_attn/q_proj/`),
      key: find.matrix(`${layer}/self_attn/k_proj/`),
      value: find.matrix(`${layer}/self_attn/v_proj/`),
      out: find.matrix(`${layer}/self_attn/dense/`),
      mlpNorm: find.floats(`${parameter}.post_attention_layernorm.weight`),
      up: find.matrix(`${layer}/mlp/fc1/`),
      upBias: find.floats(`${parameter}.mlp.fc1.bias`),
      down: find.matrix(`${layer}/mlp/fc2/`),
      downBias: find.floats(`${parameter}.mlp.fc2.bias`),
    }
  })
  return {
    first: readConvolution(find, 'conv1', signs),
    groupScale: floatsOf(find.inputOf('/groupnorm/Mul_output_0', 1)),
    groupShift: floatsOf(find.inputOf('/groupnorm/Add_output_0', 1)),
    second: readConvolution(find, 'conv2', signs),
    secondBias: find.floats('conv2.bias'),
    third: readConvolution(find, 'conv3', signs),
    thirdBias: find.floats('conv3.bias'),
    layers,
    norm: find.floats('layer_norm.weight'),
    rotaryFrequencies: floatsOf(find.inputOf('/rotary_emb/MatMul_output_0', 0)),
  }
}

function readConvolution(find: WeightFinder, name: string, signs: Signs): ConvolutionWeights {
  const tensor = find.tensor(`${name}.weight_quantized`)
  const [outputs, inputs, taps] = (tensor.dims ?? []).map(Number) as [number, number, number]
  const published = new Int8Array(bytesOf(tensor))
  const values = new Int8Array(published.length)
  let from = 0
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      for (let tap = 0; tap < taps; tap++)
        values[(tap * inputs + input) * outputs + output] = published[from++]!
    }
  }
  const [scale] = find.floats(`${name}.weight_scale`)
  // Called a zero point there, but it is a real number that is added.
  const [offset] = find.floats(`${name}.weight_zero_point`)
  const shape = { taps, inputs, outputs, scale: scale! }
  if (signs === 'signed') return { ...shape, values, offset: offset! }
  return { ...shape, values: moved(values, new Uint8Array(values.length)), offset: offset! - 128 * scale! }
}
