// Finds weights in a published graph: by name, or, where a matrix has a number for a name, by the node that uses it.
import onnxProto from 'onnx-proto'

const { onnx } = onnxProto
type Graph = InstanceType<typeof onnx.GraphProto>
type Node = Graph['node'][number]
type TensorProto = InstanceType<typeof onnx.TensorProto>

/** How 8-bit numbers are kept: as -128..127 or as 0..255, which `signed-products.ts` chooses. */
export type Signs = 'signed' | 'unsigned'

/** 8-bit numbers of either kind. */
export type Bytes = Int8Array | Uint8Array

/** A matrix of 8-bit numbers, row by row; the real value is `scale * (value - zeroPoint)`. */
export interface QuantisedMatrix {
  rows: number
  columns: number
  values: Bytes
  scale: number
  zeroPoint: number
}

/** Looks things up in one graph; every method throws an Error that names what is missing. */
export interface WeightFinder {
  /** A tensor by its full name. */
  tensor(name: string): TensorProto
  /** The constant that is input number `at` of the node that makes `output`. */
  inputOf(output: string, at: number): TensorProto
  /** Numbers of the first tensor whose name begins with `prefix`. */
  floats(prefix: string): Float32Array
  /** The matrix of the product whose result's name begins with `prefix`. */
  matrix(prefix: string): QuantisedMatrix
  /** The 8-bit matrix whose parts are called `stem` and what they are. */
  quantised(stem: string): QuantisedMatrix
}

/** The graph of a serialised model; `what` names it in errors.
 * @throws Error when there is none */
export function graphOf(model: Uint8Array, what: string): Graph {
  const { graph } = onnx.ModelProto.decode(model)
  if (!graph) throw new Error(`the ${what} file holds no graph`)
  return graph as Graph
}

/** Where a finder looks: among the constants of `graph` and among `nodes`, which may lie in one of its branches. `what`
 * names the graph in errors; matrices come with the signs asked for. */
export interface FinderOptions {
  graph: Graph
  nodes: readonly Node[]
  what: string
  signs: Signs
}

/** Makes a finder. */
export function createFinder({ graph, nodes, what, signs }: FinderOptions): WeightFinder {
  const tensors = new Map(graph.initializer.map((one) => [one.name!, one as TensorProto]))
  const tensor = (name: string): TensorProto => {
    const found = tensors.get(name)
    if (!found) throw new Error(`the ${what} graph has no tensor ${name}`)
    return found
  }
  const quantised = (stem: string): QuantisedMatrix => {
    const values = tensor(`${stem}_quantized`)
    const [rows, columns] = (values.dims ?? []).map(Number)
    const [scale] = floatsOf(tensor(`${stem}_scale`))
    const [zeroPoint] = bytesOf(tensor(`${stem}_zero_point`))
    const shape = { rows: rows!, columns: columns!, scale: scale! }
    if (signs === 'unsigned') return { ...shape, values: bytesOf(values), zeroPoint: zeroPoint! }
    return {
      ...shape,
      values: moved(bytesOf(values), new Int8Array(rows! * columns!)),
      zeroPoint: zeroPoint! - 128,
    }
  }
  return {
    tensor,
    quantised,
    inputOf(output, at) {
      const name = nodes.find((node) => node.output?.[0] === output)?.input?.[at]
      if (!name) throw new Error(`the ${what} graph has no node that makes ${output}`)
      return tensor(name)
    },
    floats(prefix) {
      const found = [...tensors.values()].find(({ name }) => name!.startsWith(prefix))
      return floatsOf(found ?? tensor(prefix))
    },
    matrix(prefix) {
      const isProduct = (name: string | undefined) => name?.startsWith(prefix) ?? false
      const node = nodes.find(({ opType, output }) => opType === 'MatMulInteger' && isProduct(output?.[0]))
      if (!node) throw new Error(`the ${what} graph has no matrix for ${prefix}`)
      return quantised(node.input![1]!.replace(/_quantized$/, ''))
    },
  }
}

/** Looks up constants by the end of their name, in one branch of a node that chooses between two.
 * @param at the operator, which the graph has once, and its branch; `what` names the graph in errors
 * @throws Error when there is no such node; the look-up, when there is no such constant */
export function constantsOf(
  model: Uint8Array,
  at: { branchOf: string; branch: string; what: string },
): (nameEnd: string) => Float32Array {
  const chooser = graphOf(model, at.what).node.find(({ opType }) => opType === at.branchOf)
  const branch = chooser?.attribute?.find(({ name }) => name === at.branch)?.g
  if (!branch) throw new Error(`the ${at.what} graph has no ${at.branch}`)
  return (nameEnd) => {
    const node = branch.node?.find(({ opType, output }) => {
      return opType === 'Constant' && output?.[0]?.endsWith(nameEnd)
    })
    const tensor = node?.attribute?.[0]?.t
    if (!tensor) throw new Error(`the ${at.what} graph has no constant ${nameEnd}`)
    return floatsOf(tensor as TensorProto)
  }
}

/** The numbers of a float tensor. */
export function floatsOf({ rawData, floatData }: TensorProto): Float32Array {
  if (!rawData?.length) return Float32Array.from(floatData ?? [])
  return new Float32Array(new Uint8Array(rawData).buffer)
}

/** The bytes of an 8-bit tensor, signed ones as they lie in memory. */
export function bytesOf({ rawData, int32Data }: TensorProto): Uint8Array {
  return rawData?.length ? rawData : Uint8Array.from(int32Data ?? [])
}

/** Fills `into` with the same numbers of the other sign, all moved by 128. */
export function moved<Kind extends Bytes>(values: Bytes, into: Kind): Kind {
  const distance = into instanceof Int8Array ? -128 : 128
  for (let at = 0; at < values.length; at++) into[at] = values[at]! + distance
  return into
}
