// Reads the weights of a Moonshine decoder out of the published graph. The graph is one `If` node over two branches
// that share them; the matrices have numbers for names, so each is found by the node that uses it.
import {
  createFinder,
  floatsOf,
  graphOf,
  type QuantisedMatrix,
  type Signs,
} from '../../onnx/weight-finder.ts'

/** What one layer of the decoder consists of. */
export interface LayerWeights {
  selfNorm: Float32Array
  selfQuery: QuantisedMatrix
  selfKey: QuantisedMatrix
  selfValue: QuantisedMatrix
  selfOut: QuantisedMatrix
  crossNorm: Float32Array
  crossQuery: QuantisedMatrix
  crossKey: QuantisedMatrix
  crossValue: QuantisedMatrix
  crossOut: QuantisedMatrix
  mlpNorm: Float32Array
  /** Twice the inner width: values first, gates second. */
  up: QuantisedMatrix
  upBias: Float32Array
  down: QuantisedMatrix
  downBias: Float32Array
}

/** A whole decoder. */
export interface DecoderWeights {
  /** One row per token, used for input and, transposed, for output. */
  embedding: QuantisedMatrix
  layers: LayerWeights[]
  norm: Float32Array
  /** Angle per position of each rotated pair. */
  rotaryFrequencies: Float32Array
}

/** Reads a merged decoder of `layerCount` layers.
 * @throws Error when something is not where it is expected */
export function readDecoderWeights(merged: Uint8Array, layerCount: number, signs: Signs): DecoderWeights {
  const graph = graphOf(merged, 'decoder')
  const branch = graph.node.find(({ opType }) => opType === 'If')?.attribute
  // The first step alone computes the keys and values of the encoder's states, and all else besides.
  const nodes = branch?.find(({ name }) => name === 'else_branch')?.g?.node ?? []
  const find = createFinder({ graph, nodes, what: 'decoder', signs })
  const layers = Array.from({ length: layerCount }, (_, at): LayerWeights => {
    const layer = `/model/decoder/layers.${at}`
    const parameter = `model.decoder.layers.${at}`
    return {
      selfNorm: find.floats(`${parameter}.input_layernorm.weight`),
      selfQuery: find.matrix(`${layer}/self_attn/q_proj/`),
      selfKey: find.matrix(`${layer}/self_attn/k_proj/`),
      selfValue: find.matrix(`${layer}/self_attn/v_proj/`),
      selfOut: find.matrix(`${layer}/self_attn/dense/`),
      crossNorm: find.floats(`${parameter}.post_attention_layernorm.weight`),
      crossQuery: find.matrix(`${layer}/encoder_attn/q_proj/`),
      crossKey: find.matrix(`${layer}/encoder_attn/k_proj/`),
      crossValue: find.matrix(`${layer}/encoder_attn/v_proj/`),
      crossOut: find.matrix(`${layer}/encoder_attn/dense/`),
      mlpNorm: find.floats(`${parameter}.final_layernorm.weight`),
      up: find.matrix(`${layer}/mlp/up_proj/`),
      upBias: find.floats(`${parameter}.mlp.up_proj.bias`),
      down: find.matrix(`${layer}/mlp/down_proj/`),
      downBias: find.floats(`${parameter}.mlp.down_proj.bias`),
    }
  })
  const rotary = find.inputOf('/model/decoder/rotary_emb/MatMul_output_0', 0)
  return {
    embedding: find.quantised('model.decoder.embed_tokens.weight_merged_0'),
    layers,
    norm: find.floats('model.decoder.norm.weight'),
    rotaryFrequencies: floatsOf(rotary),
  }
}
