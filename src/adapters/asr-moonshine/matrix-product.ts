// Products of real numbers with the published 8-bit matrices.
import type { GraphBuilder } from '../../onnx/graph-builder.ts'
import type { Bytes, QuantisedMatrix } from '../../onnx/weight-finder.ts'

/** Several matrices over the same input as one, each column with its own scale and zero point. */
export interface ColumnMatrix {
  rows: number
  columns: number
  values: Bytes
  scales: Float32Array
  zeroPoints: Bytes
}

/** Puts matrices with the same number of rows side by side. */
export function beside(matrices: readonly QuantisedMatrix[]): ColumnMatrix {
  const { rows, values: like } = matrices[0]!
  const columns = matrices.reduce((sum, matrix) => sum + matrix.columns, 0)
  const joined: ColumnMatrix = {
    rows,
    columns,
    values: bytes(rows * columns, like),
    scales: new Float32Array(columns),
    zeroPoints: bytes(columns, like),
  }
  let offset = 0
  for (const { values, columns: width, scale, zeroPoint } of matrices) {
    for (let row = 0; row < rows; row++) {
      joined.values.set(values.subarray(row * width, (row + 1) * width), row * columns + offset)
    }
    joined.scales.fill(scale, offset, offset + width)
    joined.zeroPoints.fill(zeroPoint, offset, offset + width)
    offset += width
  }
  return joined
}

/** Rows become columns. */
export function transposed({ rows, columns, values, ...rest }: QuantisedMatrix): QuantisedMatrix {
  const turned = bytes(values.length, values)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = values[row * columns + column]!
  }
  return { ...rest, rows: columns, columns: rows, values: turned }
}

/** Adds an 8-bit number with the sign of `like`. */
export function oneByte(g: GraphBuilder, value: number, like: Bytes): string {
  return g.constant(bytes(1, like).fill(value), [])
}

function bytes(length: number, like: Bytes): Bytes {
  return like instanceof Int8Array ? new Int8Array(length) : new Uint8Array(length)
}

/** Adds the parts of a matrix as constants, as operators on 8-bit numbers want them. */
export function matrixInputs(g: GraphBuilder, matrix: QuantisedMatrix | ColumnMatrix) {
  const { rows, columns, values } = matrix
  const cells = g.constant(values, [rows, columns])
  if ('scales' in matrix) {
    return {
      values: cells,
      scale: g.constant(matrix.scales, [columns]),
      zeroPoint: g.constant(matrix.zeroPoints, [columns]),
    }
  }
  return {
    values: cells,
    scale: g.constant(Float32Array.of(matrix.scale), []),
    zeroPoint: oneByte(g, matrix.zeroPoint, values),
  }
}

/** Adds float x 8-bit; the input is quantised on the way, all of it with one scale. */
export function multiply(
  g: GraphBuilder,
  input: string,
  by: { matrix: QuantisedMatrix | ColumnMatrix; bias?: Float32Array },
): string {
  const b = matrixInputs(g, by.matrix)
  const inputs = [input, b.values, b.scale, b.zeroPoint]
  if (by.bias) inputs.push(g.constant(by.bias, [by.bias.length]))
  return g.fused('DynamicQuantizeMatMul', inputs)[0]!
}
