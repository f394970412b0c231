// Builds ONNX graphs node by node: a thin layer over the protobuf classes that names results and collects constants.
import onnxProto from 'onnx-proto'

const { onnx } = onnxProto
type Node = InstanceType<typeof onnx.NodeProto>
type TensorProto = InstanceType<typeof onnx.TensorProto>

/** Which operator set a node comes from: ONNX's own, or the runtime's fused operators. */
const domains = { own: '', fused: 'com.microsoft' }
const OPSET = 17
const IR_VERSION = 8

/** Attributes of a node: whole numbers, lists of them, or `{ float }` for a real one. */
export type Attributes = Record<string, number | readonly number[] | { float: number }>

/** A shape: fixed sizes, and names for those that change from run to run. */
export type Shape = readonly (number | string)[]

/** Numbers of a constant; the kind of array tells their type. */
export type ConstantData = Float32Array | Uint8Array | Int8Array | BigInt64Array

/** A graph under construction; every method returns the name of a value. */
export interface GraphBuilder {
  input(name: string, type: 'float' | 'int64', shape: Shape): string
  output(value: string, name: string, shape: Shape): void
  /** A constant; equal arrays given twice are stored twice, so keep the name. */
  constant(data: ConstantData, shape: readonly number[]): string
  /** Adds a node with one result. */
  node(operator: string, inputs: readonly string[], attributes?: Attributes): string
  /** Adds a node with `count` results. */
  nodes(
    operator: string,
    inputs: readonly string[],
    options: { count: number; attributes?: Attributes },
  ): string[]
  /** Adds a node of the runtime's own set with `count` results. */
  fused(
    operator: string,
    inputs: readonly string[],
    options?: { count?: number; attributes?: Attributes },
  ): string[]
  /** The finished model. */
  serialise(): Uint8Array
}

/** Starts an empty graph. */
export function createGraphBuilder(): GraphBuilder {
  const graph = onnx.GraphProto.create({ name: 'graph', node: [], initializer: [], input: [], output: [] })
  /** Names that values get in the end: those of the outputs they are. */
  const names = new Map<string, string>()
  let count = 0
  const fresh = () => `v${++count}`
  const add = (
    opType: string,
    input: readonly string[],
    more: { domain: string; count: number; attributes: Attributes },
  ) => {
    const output = Array.from({ length: more.count }, fresh)
    const attribute = Object.entries(more.attributes).map(toAttribute)
    const node = { opType, domain: more.domain, input: [...input], output, attribute }
    graph.node.push(onnx.NodeProto.create(node) as Node)
    return output
  }
  return {
    input(name, type, shape) {
      graph.input.push(valueInfo(name, type, shape))
      return name
    },
    output(value, name, shape) {
      names.set(value, name)
      graph.output.push(valueInfo(name, 'float', shape))
    },
    constant(data, shape) {
      const name = fresh()
      graph.initializer.push(tensorOf(name, data, shape))
      return name
    },
    node: (operator, inputs, attributes = {}) =>
      add(operator, inputs, { domain: domains.own, count: 1, attributes })[0]!,
    nodes: (operator, inputs, options) =>
      add(operator, inputs, {
        domain: domains.own,
        count: options.count,
        attributes: options.attributes ?? {},
      }),
    fused: (operator, inputs, options = {}) =>
      add(operator, inputs, {
        domain: domains.fused,
        count: options.count ?? 1,
        attributes: options.attributes ?? {},
      }),
    serialise() {
      const renamed = (values: string[] | null | undefined) =>
        (values ?? []).map((one) => names.get(one) ?? one)
      for (const node of graph.node) {
        node.input = renamed(node.input)
        node.output = renamed(node.output)
      }
      const opsetImport = [
        { domain: domains.own, version: OPSET },
        { domain: domains.fused, version: 1 },
      ]
      return onnx.ModelProto.encode(
        onnx.ModelProto.create({ irVersion: IR_VERSION, opsetImport, graph }),
      ).finish()
    },
  }
}

const elementTypes = {
  float: onnx.TensorProto.DataType.FLOAT,
  int64: onnx.TensorProto.DataType.INT64,
  uint8: onnx.TensorProto.DataType.UINT8,
  int8: onnx.TensorProto.DataType.INT8,
}

function typeOf(data: ConstantData): keyof typeof elementTypes {
  if (data instanceof Float32Array) return 'float'
  if (data instanceof Uint8Array) return 'uint8'
  return data instanceof Int8Array ? 'int8' : 'int64'
}

function tensorOf(name: string, data: ConstantData, shape: readonly number[]) {
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  return onnx.TensorProto.create({
    name,
    dataType: elementTypes[typeOf(data)],
    dims: [...shape],
    rawData,
  }) as TensorProto
}

function valueInfo(name: string, type: 'float' | 'int64', shape: Shape) {
  const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }))
  return onnx.ValueInfoProto.create({
    name,
    type: { tensorType: { elemType: elementTypes[type], shape: { dim } } },
  }) as InstanceType<typeof onnx.ValueInfoProto>
}

function toAttribute([name, value]: [string, Attributes[string]]) {
  const { AttributeType } = onnx.AttributeProto
  if (typeof value === 'number')
    return onnx.AttributeProto.create({ name, type: AttributeType.INT, i: value })
  if ('float' in value) return onnx.AttributeProto.create({ name, type: AttributeType.FLOAT, f: value.float })
  return onnx.AttributeProto.create({ name, type: AttributeType.INTS, ints: [...value] })
}
