// The inner loop of the resampler as a WebAssembly module, assembled here byte by byte because JavaScript has no
// other way to the SIMD unit: ten times the speed of the same loop in JavaScript, same result on every machine.

/** The part of the WebAssembly interface used here; Node's type package leaves it out. */
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => WasmMemory
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: { host: { memory: WasmMemory } }) => { exports: { filter: Filter } }
}
type Filter = (...parameters: number[]) => void
interface WasmMemory {
  readonly buffer: ArrayBuffer
}

/** Byte addresses and steps of one run; all within the module's memory. */
export interface KernelRun {
  /** First input sample under the filter. */
  input: number
  coefficients: number
  output: number
  outputEnd: number
  /** Offset of the current phase's row among the coefficients. */
  phase: number
  rowBytes: number
  /** Where the phase wraps to 0 and the input moves on by one sample. */
  wrapBytes: number
  /** What each output adds to `input` and `phase`. */
  inputStep: number
  phaseStep: number
}

/** One filter instance with a memory of its own. */
export interface FirKernel {
  /** The memory that addresses refer to; it never moves or grows. */
  readonly buffer: ArrayBuffer
  /** Computes the outputs from `output` up to `outputEnd`: float32 dot products of `rowBytes` / 4 taps, which
   * must be a multiple of 8. */
  run(parameters: KernelRun): void
}

const PAGE_BYTES = 65_536

/** Makes a kernel with at least `memoryBytes` of memory. */
export function createFirKernel(memoryBytes: number): FirKernel {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(memoryBytes / PAGE_BYTES) })
  const instance = new WebAssembly.Instance(kernelModule, { host: { memory } })
  const { filter } = instance.exports
  return {
    buffer: memory.buffer,
    run: (p) =>
      filter(
        p.input,
        p.coefficients,
        p.output,
        p.outputEnd,
        p.phase,
        p.rowBytes,
        p.wrapBytes,
        p.inputStep,
        p.phaseStep,
      ),
  }
}

// Locals: the nine parameters in the order of KernelRun, then three addresses and two vectors.
const [input, coefficients, output, outputEnd, phase, rowBytes, wrapBytes, inputStep, phaseStep] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
] as const
const [tapAt, sampleAt, rowEnd, sumA, sumB] = [9, 10, 11, 12, 13] as const

// Opcodes: WebAssembly core specification 2.0, section 5.4.
const get = (local: number) => [0x20, local]
const set = (local: number) => [0x21, local]
const I32_ADD = 0x6a
const I32_SUB = 0x6b
const I32_LESS = 0x49
const I32_NOT_LESS = 0x4f
const F32_ADD = 0x92
const F32_STORE = [0x38, 2, 0]
const LOOP = [0x03, 0x40]
const IF = [0x04, 0x40]
const REPEAT_IF = [0x0d, 0]
const END = 0x0b
const VECTOR_ZERO = [0xfd, 0x0c, ...new Uint8Array(16)]
const VECTOR_ADD = [0xfd, 0xe4, 0x01]
const VECTOR_MULTIPLY = [0xfd, 0xe6, 0x01]
const vectorLoad = (offset: number) => [0xfd, 0x00, 2, offset]
const lane = (local: number, index: number) => [...get(local), 0xfd, 0x1f, index]
/** Adds a constant below 64 (one byte of LEB128) to a local. */
const advance = (local: number, bytes: number) => [...get(local), 0x41, bytes, I32_ADD, ...set(local)]
const addLocal = (target: number, other: number) => [...get(target), ...get(other), I32_ADD, ...set(target)]
const multiplyAdd = (sum: number, offset: number) => [
  ...[...get(tapAt), ...vectorLoad(offset), ...get(sampleAt), ...vectorLoad(offset), ...VECTOR_MULTIPLY],
  ...[...get(sum), ...VECTOR_ADD, ...set(sum)],
]

const dotProduct = [
  ...[...VECTOR_ZERO, ...set(sumA), ...VECTOR_ZERO, ...set(sumB)],
  ...[...get(coefficients), ...get(phase), I32_ADD, ...set(tapAt)],
  ...[...get(input), ...set(sampleAt)],
  ...[...get(tapAt), ...get(rowBytes), I32_ADD, ...set(rowEnd)],
  ...LOOP,
  ...[...multiplyAdd(sumA, 0), ...multiplyAdd(sumB, 16), ...advance(tapAt, 32), ...advance(sampleAt, 32)],
  ...[...get(tapAt), ...get(rowEnd), I32_LESS, ...REPEAT_IF, END],
  ...[...get(sumA), ...get(sumB), ...VECTOR_ADD, ...set(sumA)],
]
const storeSum = [
  ...get(output),
  ...[...lane(sumA, 0), ...lane(sumA, 1), F32_ADD, ...lane(sumA, 2), ...lane(sumA, 3), F32_ADD, F32_ADD],
  ...F32_STORE,
]
const stepOn = [
  ...[...addLocal(input, inputStep), ...addLocal(phase, phaseStep)],
  ...[...get(phase), ...get(wrapBytes), I32_NOT_LESS],
  ...[...IF, ...get(phase), ...get(wrapBytes), I32_SUB, ...set(phase), ...advance(input, 4), END],
  ...advance(output, 4),
]
const body = [
  ...[...LOOP, ...dotProduct, ...storeSum, ...stepOn],
  ...[...get(output), ...get(outputEnd), I32_LESS, ...REPEAT_IF, END, END],
]

const kernelModule = assemble()

function assemble(): object {
  const [i32, vector] = [0x7f, 0x7b]
  const name = (text: string) => [text.length, ...Buffer.from(text, 'latin1')]
  const section = (id: number, content: number[]) => [id, ...length(content), ...content]
  const code = [2, 3, i32, 2, vector, ...body]
  return new WebAssembly.Module(
    Uint8Array.from([
      ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(1, [1, 0x60, 9, ...new Array<number>(9).fill(i32), 0]),
      ...section(2, [1, ...name('host'), ...name('memory'), 2, 0, 1]),
      ...section(3, [1, 0]),
      ...section(7, [1, ...name('filter'), 0, 0]),
      ...section(10, [1, ...length(code), ...code]),
    ]),
  )
}

/** Length prefix of up to two LEB128 bytes. */
function length(content: number[]): number[] {
  return content.length < 128 ? [content.length] : [(content.length & 0x7f) | 0x80, content.length >> 7]
}
