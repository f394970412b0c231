// The kind of matrices that is chosen multiplies rightly on this processor, whatever numbers it gets.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGraphBuilder } from '../../onnx/graph-builder.ts'
import { InferenceSession, Tensor } from '../../shipped/onnxruntime.ts'
import { multiply } from './matrix-product.ts'
import { signsOfProducts } from './signed-products.ts'

const ROWS = 3
const DEPTH = 416
const COLUMNS = 48

test('products with large and small numbers are the exact ones', async () => {
  const signs = await signsOfProducts()
  // Both ends of the range and everything between; the input is 0 or 1 and so comes through rounding unchanged.
  const unsigned = Uint8Array.from({ length: DEPTH * COLUMNS }, (_, at) =>
    at % COLUMNS < 16 ? 255 : at % COLUMNS < 32 ? 0 : (at * 97) % 256,
  )
  const input = Float32Array.from({ length: ROWS * DEPTH }, (_, at) => Number(at < DEPTH || at % 3 > 0))
  const values = signs === 'signed' ? Int8Array.from(unsigned, (value) => value - 128) : unsigned
  const zeroPoint = signs === 'signed' ? 0 : 128
  const g = createGraphBuilder()
  const matrix = { rows: DEPTH, columns: COLUMNS, values, scale: 1, zeroPoint }
  g.output(multiply(g, g.input('input', 'float', [ROWS, DEPTH]), { matrix }), 'product', [ROWS, COLUMNS])
  const session = await InferenceSession.create(g.serialise(), { logSeverityLevel: 3 })
  const { product } = await session.run({ input: new Tensor('float32', input, [ROWS, DEPTH]) })
  for (const [at, actual] of (product!.data as Float32Array).entries()) {
    let expected = 0
    for (let k = 0; k < DEPTH; k++) {
      const value = unsigned[k * COLUMNS + (at % COLUMNS)]! - 128
      expected += input[Math.floor(at / COLUMNS) * DEPTH + k]! * value
    }
    assert.ok(Math.abs(actual - expected) < 0.5, `${at}: ${actual} instead of ${expected}`)
  }
  await session.release()
})
