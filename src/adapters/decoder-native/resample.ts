// Streaming rate conversion of one channel to 16 kHz: speech-and-media section 6.
import { SPOOL_RATE_HZ } from '../../domain/audio.ts'
import { designFir, type FirDesign } from './fir-design.ts'
import { createFirKernel, type FirKernel } from './fir-kernel.ts'

const BLOCK_SAMPLES = 4096
const BYTES = Float32Array.BYTES_PER_ELEMENT

/** Takes one channel in pieces of any size; the output does not depend on how it was cut. */
export interface Resampler {
  push(samples: Float32Array): void
  /** Emits the rest, so that in all ceil(samples * 16000 / input rate) were emitted. Ends the stream. */
  flush(): void
}

/** Makes a resampler from `inputRateHz` (8000 or more) to 16 kHz without delay.
 * @param emit receives the output; the array is valid only during the call */
export function createResampler(inputRateHz: number, emit: (samples: Float32Array) => void): Resampler {
  if (inputRateHz === SPOOL_RATE_HZ) return { push: emit, flush: () => undefined }
  const design = designFir(inputRateHz)
  const filter = createFilter(design)
  let pushed = 0
  let emitted = 0

  const send = (samples: Float32Array) => {
    const due = Math.ceil((pushed * SPOOL_RATE_HZ) / inputRateHz) - emitted
    const wanted = samples.length > due ? samples.subarray(0, due) : samples
    emitted += wanted.length
    if (wanted.length > 0) emit(wanted)
  }
  const feed = (samples: Float32Array) => {
    for (let start = 0; start < samples.length; start += BLOCK_SAMPLES) {
      send(filter(samples.subarray(start, start + BLOCK_SAMPLES)))
    }
  }
  feed(new Float32Array(design.halfLength - 1))
  return {
    push(samples) {
      pushed += samples.length
      feed(samples)
    },
    flush: () => feed(new Float32Array(design.tapCount)),
  }
}

/** The filter proper: appends at most a block of input to the window and computes every output it allows. */
function createFilter(design: FirDesign): (block: Float32Array) => Float32Array {
  const { tapCount, stepNumerator, stepDenominator } = design
  const windowAt = design.coefficients.length
  const outputAt = windowAt + tapCount + BLOCK_SAMPLES
  // Rates start at 8 kHz, so at most two outputs come from one input sample.
  const outputCapacity = 2 * (BLOCK_SAMPLES + 2)
  const kernel = createFirKernel((outputAt + outputCapacity) * BYTES)
  const memory = new Float32Array(kernel.buffer)
  memory.set(design.coefficients)
  const compute = design.interpolated ? interpolating(design, kernel, memory) : rational(design, kernel)
  let filled = 0
  /** Position of the next output behind the window's first sample, in 1 / stepDenominator input samples. */
  let numerator = 0

  return (block) => {
    memory.set(block, windowAt + filled)
    filled += block.length
    const spare = filled - tapCount
    if (spare < 0) return memory.subarray(0, 0)
    const count = Math.max(0, Math.ceil(((spare + 1) * stepDenominator - numerator) / stepNumerator))
    if (count > 0) compute({ windowAt, outputAt, count, numerator })
    const end = numerator + count * stepNumerator
    const consumed = Math.min(filled, Math.floor(end / stepDenominator))
    numerator = end - consumed * stepDenominator
    memory.copyWithin(windowAt, windowAt + consumed, windowAt + filled)
    filled -= consumed
    return memory.subarray(outputAt, outputAt + count)
  }
}

interface Task {
  windowAt: number
  outputAt: number
  count: number
  numerator: number
}

/** All outputs of a block in one kernel run: each phase has its own row. */
function rational(design: FirDesign, kernel: FirKernel): (task: Task) => void {
  const { stepNumerator, stepDenominator, tapCount } = design
  const rowBytes = tapCount * BYTES
  return ({ windowAt, outputAt, count, numerator }) =>
    kernel.run({
      input: (windowAt + Math.floor(numerator / stepDenominator)) * BYTES,
      coefficients: 0,
      output: outputAt * BYTES,
      outputEnd: (outputAt + count) * BYTES,
      phase: (numerator % stepDenominator) * rowBytes,
      rowBytes,
      wrapBytes: stepDenominator * rowBytes,
      inputStep: Math.floor(stepNumerator / stepDenominator) * BYTES,
      phaseStep: (stepNumerator % stepDenominator) * rowBytes,
    })
}

/** For odd rates: two kernel runs per output, blended by where it lies between two rows. */
function interpolating(design: FirDesign, kernel: FirKernel, memory: Float32Array): (task: Task) => void {
  const { stepNumerator, stepDenominator, tapCount, phaseRows } = design
  const rowBytes = tapCount * BYTES
  const one = { coefficients: 0, rowBytes, wrapBytes: memory.length * BYTES, inputStep: 0, phaseStep: 0 }
  return ({ windowAt, outputAt, count, numerator }) => {
    for (let index = 0; index < count; index++) {
      const position = numerator + index * stepNumerator
      const row = ((position % stepDenominator) * phaseRows) / stepDenominator
      const input = (windowAt + Math.floor(position / stepDenominator)) * BYTES
      const at = outputAt + index
      const run = { ...one, input, output: at * BYTES, outputEnd: (at + 1) * BYTES }
      kernel.run({ ...run, phase: Math.floor(row) * rowBytes })
      const lower = memory[at]!
      kernel.run({ ...run, phase: (Math.floor(row) + 1) * rowBytes })
      memory[at] = lower + (memory[at]! - lower) * (row - Math.floor(row))
    }
  }
}
