// Greedy decoding of a batch: the most likely token at each step, all rows in step, until every row is done.
import type { Tensor } from '../../shipped/onnxruntime.ts'
import { reduceAttention } from './attention.ts'
import { advanceRow, type DecodingRow, newRow } from './decoding-row.ts'
import type { Grammar } from './digit-grammar.ts'
import { encoderFrames } from './encoder-inputs.ts'
import {
  asPast,
  encode,
  joinRows,
  type LoadedModel,
  noPast,
  selectRows,
  stepInputs,
  type Tensors,
} from './sessions.ts'
import { BOS } from './vocabulary.ts'

const RATE_HZ = 16_000
/** Once fewer rows than this are unfinished the others are dropped: copying costs about what one step does. */
const WORTH_DROPPING = 0.7

/** One row of a batch: 16 kHz samples in -1..1, and what may be said in them if that is known. */
export interface RowToDecode {
  audio: Float32Array
  grammar?: Grammar | null
}

/** Decodes all rows of `batch`; they come back finished, with their attention. */
export async function decodeBatch(model: LoadedModel, batch: readonly RowToDecode[]): Promise<DecodingRow[]> {
  const rows = batch.map(({ audio, grammar }) =>
    newRow({
      frames: encoderFrames(audio.length),
      seconds: audio.length / RATE_HZ,
      grammar: grammar ?? null,
    }),
  )
  // One by one: several at once are no faster (measured), and no row hears the silence behind it.
  const encoded: Tensor[] = []
  for (const { audio } of batch) encoded.push(await encode(model, audio))
  const { states, padding } = joinRows(encoded)
  let active = rows
  let cross: Tensors = { ...(await model.cross.run({ states })), padding }
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
