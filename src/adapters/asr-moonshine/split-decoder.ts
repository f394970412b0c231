// Takes the merged decoder graph apart: one `If` node holds the first step (else) and the steps with a cache
// (then). As two flat graphs they run 5-6 % faster, and each can also give out its cross-attention, which the
// word times are made of. The weights are not changed; the text stays the same.
import onnxProto from 'onnx-proto'

const { onnx } = onnxProto
type Graph = InstanceType<typeof onnx.GraphProto>
type Node = InstanceType<typeof onnx.NodeProto>
type ValueInfo = InstanceType<typeof onnx.ValueInfoProto>

/** Both halves as serialised ONNX models. */
export interface SplitDecoder {
  /** Inputs `input_ids`, `encoder_hidden_states`. */
  first: Uint8Array
  /** Inputs `input_ids` and all past keys and values. */
  past: Uint8Array
}

/** Splits a merged Moonshine decoder.
 * @throws Error when the graph is not built as expected */
export function splitDecoder(merged: Uint8Array): SplitDecoder {
  const model = onnx.ModelProto.decode(merged)
  const graph = model.graph as Graph
  const branches = graph.node.find((node) => node.opType === 'If')
  const branch = (name: string) =>
    branches?.attribute?.find((attribute) => attribute.name === name)?.g as Graph
  if (!branch('else_branch') || !branch('then_branch')) throw new Error('the decoder graph has no If node')

  const serialise = (half: Graph) =>
    onnx.ModelProto.encode(onnx.ModelProto.create({ ...model, graph: half })).finish()
  const inputs = (wanted: (name: string) => boolean) =>
    graph.input.filter((input) => wanted(input.name ?? '')) as ValueInfo[]
  const first = flatten(graph, branch('else_branch'), () => true)
  first.input = inputs((name) => name === 'input_ids' || name === 'encoder_hidden_states')
  const past = flatten(graph, branch('then_branch'), (name) => !/^present\.\d+\.encoder\./.test(name))
  past.input = inputs((name) => name === 'input_ids' || name.startsWith('past_key_values.'))
  return { first: serialise(first), past: serialise(past) }
}

/** One branch as a graph of its own, with the outputs that `wanted` keeps and the attention of every layer. */
function flatten(outer: Graph, branch: Graph, wanted: (output: string) => boolean): Graph {
  const outputs = outer.output
    .map((output, at) => ({ output: output as ValueInfo, inner: branch.output[at]!.name! }))
    .filter(({ output }) => wanted(output.name!))
  const attentions = branch.node
    .filter((node) => node.opType === 'Softmax' && node.name?.includes('encoder_attn'))
    .map((node, layer) => ({ output: attentionInfo(layer), inner: node.output![0]! }))
  if (attentions.length === 0) throw new Error('the decoder graph has no cross-attention')

  const all = [...outputs, ...attentions]
  const renames = all
    .filter(({ output, inner }) => output.name !== inner)
    .map(({ output, inner }) =>
      onnx.NodeProto.create({ opType: 'Identity', input: [inner], output: [output.name!] }),
    )
  const node = [...branch.node, ...renames] as Node[]
  const used = new Set(node.flatMap((one) => one.input ?? []))
  const initializer = [...outer.initializer, ...branch.initializer].filter(({ name }) => used.has(name!))
  return onnx.GraphProto.create({
    name: branch.name ?? 'decoder',
    node,
    initializer,
    output: all.map(({ output }) => output),
  }) as Graph
}

/** `cross_attentions.N`: float [rows, heads, 1, encoder frames]. */
function attentionInfo(layer: number): ValueInfo {
  const dim = ['batch', 'heads', 'steps', 'frames'].map((dimParam) => ({ dimParam }))
  return onnx.ValueInfoProto.create({
    name: `cross_attentions.${layer}`,
    type: { tensorType: { elemType: onnx.TensorProto.DataType.FLOAT, shape: { dim } } },
  }) as ValueInfo
}
