// Greedy decoding of a batch: the most likely token at each step, all rows in step, until every row is done.
import { reduceAttention } from './attention.ts'
import { advanceRow, type DecodingRow, newRow } from './decoding-row.ts'
import { asPast, encode, type LoadedModel, noPast, selectRows, stepInputs, type Tensors } from './sessions.ts'
import { BOS } from './vocabulary.ts'

const RATE_HZ = 16_000
/** One row of the longest segments, or several short ones. */
const ENCODED_AT_ONCE = 15 * RATE_HZ
/** Once fewer rows than this are unfinished the others are dropped: copying costs about what one step does. */
const WORTH_DROPPING = 0.7

/** Audio of a batch: 16 kHz samples in -1..1, one array per row. */
export type BatchAudio = readonly Float32Array[]

/** Decodes all rows of `audio`; rows come back finished, with their attention. */
export async function decodeBatch(model: LoadedModel, audio: BatchAudio): Promise<DecodingRow[]> {
  const rows = audio.map((row) => newRow(encoderFrames(row.length), row.length / RATE_HZ))
  const states = await encode(model, padded(audio), ENCODED_AT_ONCE)
  let active = rows
  let cross: Tensors = await model.cross.run({ states })
  let past = noPast(model, rows.length)
  let tokens = rows.map(() => BOS)
  for (let position = 0; ; position++) {
    const outputs: Tensors = await model.step.run({ ...stepInputs(tokens, position), ...cross, ...past })
    takeStep(active, outputs)
    past = asPast(outputs)
    const unfinished = [...active.keys()].filter((at) => !active[at]!.end)
    if (unfinished.length === 0) return rows
    if (unfinished.length <= active.length * WORTH_DROPPING) {
      cross = selectRows(cross, unfinished)
      past = selectRows(past, unfinished)
      active = unfinished.map((at) => active[at]!)
    }
    tokens = active.map((row) => row.tokens.at(-1) ?? BOS)
  }
}

function padded(audio: BatchAudio) {
  const samplesPerRow = Math.max(...audio.map((row) => row.length))
  const samples = new Float32Array(audio.length * samplesPerRow)
  for (const [at, row] of audio.entries()) samples.set(row, at * samplesPerRow)
  return { samples, samplesPerRow }
}

/** Encoder frames of `samples` of audio: three strided convolutions, 24 ms a frame in the end. */
export function encoderFrames(samples: number): number {
  const first = Math.floor((samples - 127) / 64) + 1
  const second = Math.floor((first - 7) / 3) + 1
  return Math.floor((second - 3) / 2) + 1
}

/** Lets every unfinished row take its token. */
function takeStep(rows: readonly DecodingRow[], outputs: Tensors) {
  const logits = outputs.logits!.data as Float32Array
  const size = logits.length / rows.length
  const { data, dims } = outputs.alignment!
  const attention = { data: data as Float32Array, heads: dims[1]!, frames: dims[3]! }
  for (const [at, row] of rows.entries()) {
    if (row.end) continue
    row.attention.push(reduceAttention(attention, { row: at, frames: row.frames }))
    advanceRow(row, logits.subarray(at * size, (at + 1) * size))
  }
}
