// Whether this processor multiplies signed 8-bit matrices rightly. With instructions for such products (VNNI, or those
// of ARM) they take half the time of unsigned ones. Without, on x86, sums of two products overflow in 16 bits.

import { createGraphBuilder } from '../../onnx/graph-builder.ts'
import type { Signs } from '../../onnx/weight-finder.ts'
import { InferenceSession, Tensor } from '../../shipped/onnxruntime.ts'

const ROWS = 8
const DEPTH = 64
const COLUMNS = 32
const LARGEST = 127

/** Multiplies the largest numbers there are and looks at the result. */
export async function signsOfProducts(): Promise<Signs> {
  const g = createGraphBuilder()
  const input = g.input('input', 'float', [ROWS, DEPTH])
  const matrix = g.constant(new Int8Array(DEPTH * COLUMNS).fill(LARGEST), [DEPTH, COLUMNS])
  const scale = g.constant(Float32Array.of(1), [])
  const [product] = g.fused('DynamicQuantizeMatMul', [input, matrix, scale])
  g.output(product!, 'product', [ROWS, COLUMNS])
  const session = await InferenceSession.create(g.serialise(), { intraOpNumThreads: 1, logSeverityLevel: 3 })
  const ones = new Tensor('float32', new Float32Array(ROWS * DEPTH).fill(1), [ROWS, DEPTH])
  const { product: actual } = await session.run({ input: ones })
  await session.release()
  const right = (actual!.data as Float32Array).every((value) => Math.abs(value - DEPTH * LARGEST) < 1)
  return right ? 'signed' : 'unsigned'
}
