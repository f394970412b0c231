// Sizes and owed comments of the source, against the house limits: `node scripts/check-shape.ts [root]`. Prints
// the figures, lists what is over, and exits 1 when something is.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FileShape, measure } from './shape.ts'

/** Lines (or parameters) that may not be exceeded. */
export const limits = {
  file: { p50: 100, p90: 300, max: 500 },
  function: { p50: 10, p90: 30, max: 80 },
  parameters: 3,
} as const

/** The middle, the ninth tenth and the top of some sizes; zeros when there are none. */
export interface Spread {
  p50: number
  p90: number
  max: number
}

/** The spread of `sizes` by nearest rank. */
export function spread(sizes: readonly number[]): Spread {
  const sorted = sizes.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0
  return { p50: at(0.5), p90: at(0.9), max: at(1) }
}

/** Everything that is over a limit or lacks a comment, one line each. Of tests
 * only the length of files counts. */
export function findFaults(shapes: readonly FileShape[]): string[] {
  const { code, functions, spreads } = figures(shapes)
  return [
    ...overSpread('files', spreads.files, limits.file),
    ...overSpread('functions', spreads.functions, limits.function),
    ...shapes
      .filter(({ lines }) => lines > limits.file.max)
      .map(({ path, lines }) => `${path}: ${lines} lines`),
    ...functions
      .filter(({ lines }) => lines > limits.function.max)
      .map(({ where, lines }) => `${where}: ${lines} lines`),
    ...functions
      .filter(({ parameters }) => parameters > limits.parameters)
      .map(({ where, parameters }) => `${where}: ${parameters} parameters`),
    ...code.filter(({ headComment }) => !headComment).map(({ path }) => `${path}: no head comment`),
    ...code.flatMap(({ uncommented }) => uncommented.map((where) => `${where}: no doc comment`)),
  ]
}

function figures(shapes: readonly FileShape[]) {
  const code = shapes.filter(({ path }) => !path.endsWith('.test.ts'))
  const functions = code.flatMap((shape) => shape.functions)
  const spreads = {
    files: spread(code.map(({ lines }) => lines)),
    functions: spread(functions.map(({ lines }) => lines)),
    parameters: spread(functions.map(({ parameters }) => parameters)),
  }
  return { code, functions, spreads }
}

// The longest file and function are listed by name, so only the middle values are compared here.
function overSpread(what: string, found: Spread, limit: Spread): string[] {
  return (['p50', 'p90'] as const)
    .filter((share) => found[share] > limit[share])
    .map((share) => `${what}: ${share} is ${found[share]} lines, more than ${limit[share]}`)
}

function print(shapes: readonly FileShape[], faults: readonly string[]): void {
  const { code, functions, spreads } = figures(shapes)
  for (const fault of faults) console.log(fault)
  console.log(row('', { count: 'count', p50: 'p50', p90: 'p90', max: 'max' }))
  console.log(row('lines of a file', { count: code.length, ...spreads.files }))
  console.log(row('lines of a function', { count: functions.length, ...spreads.functions }))
  console.log(row('parameters', { count: functions.length, ...spreads.parameters }))
  console.log(`shape: ${code.length} files, ${faults.length} faults`)
}

function row(
  name: string,
  { count, p50, p90, max }: Record<'count' | keyof Spread, number | string>,
): string {
  return [name.padEnd(20), ...[count, p50, p90, max].map((value) => String(value).padStart(6))].join('')
}

if (import.meta.main) {
  const root = process.argv[2] ?? '.'
  const paths = globSync('src/**/*.ts', { cwd: root }).sort()
  const shapes = paths.map((path) => measure(path, readFileSync(join(root, path), 'utf8')))
  const faults = findFaults(shapes)
  print(shapes, faults)
  process.exitCode = faults.length > 0 || shapes.length === 0 ? 1 : 0
}
