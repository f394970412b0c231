// Greedy decoding of a batch: the most likely token at each step, all rows in step, until every row is done.

import { type LayerAttention, reduceAttention } from './attention.ts'
import { advanceRow, type DecodingRow, newRow } from './decoding-row.ts'
import { asPast, encode, type LoadedModel, type Tensors, tokenInput } from './sessions.ts'
import { BOS, EOS } from './vocabulary.ts'

const RATE_HZ = 16_000

/** Audio of a batch: 16 kHz samples in -1..1, one array per row. */
export type BatchAudio = readonly Float32Array[]

/** Decodes all rows of `audio`; rows come back finished, with their attention. */
export async function decodeBatch(model: LoadedModel, audio: BatchAudio): Promise<DecodingRow[]> {
  const samplesPerRow = Math.max(...audio.map((row) => row.length))
  const samples = new Float32Array(audio.length * samplesPerRow)
  audio.forEach((row, at) => {
    samples.set(row, at * samplesPerRow)
  })
  const states = await encode(model, samples, samplesPerRow)
  const rows = audio.map((row) => newRow(encoderFrames(row.length), row.length / RATE_HZ))

  let outputs: Tensors = await model.first.run({
    input_ids: tokenInput(rows.map(() => BOS)),
    encoder_hidden_states: states,
  })
  let past = asPast(outputs)
  while (takeStep(model, rows, outputs)) {
    const next = rows.map((row) => (row.end ? EOS : row.tokens.at(-1)!))
    outputs = await model.past.run({ input_ids: tokenInput(next), ...past })
    // The encoder's keys and values of the first step serve all later ones.
    past = { ...past, ...asPast(outputs) }
  }
  return rows
}

/** Encoder frames of `samples` of audio: three strided convolutions, 24 ms a frame in the end. */
export function encoderFrames(samples: number): number {
  const first = Math.floor((samples - 127) / 64) + 1
  const second = Math.floor((first - 7) / 3) + 1
  return Math.floor((second - 3) / 2) + 1
}

/** Lets every unfinished row take its token; returns true while any row goes on. */
function takeStep(model: LoadedModel, rows: DecodingRow[], outputs: Tensors): boolean {
  const logits = outputs.logits!.data as Float32Array
  const size = logits.length / rows.length
  const layers = attentionOf(model, outputs)
  rows.forEach((row, at) => {
    if (row.end) return
    row.attention.push(reduceAttention(layers, { row: at, frames: row.frames }))
    advanceRow(row, logits.subarray(at * size, (at + 1) * size))
  })
  return rows.some((row) => !row.end)
}

function attentionOf(model: LoadedModel, outputs: Tensors): LayerAttention[] {
  return Array.from({ length: model.layers }, (_, layer) => {
    const { data, dims } = outputs[`cross_attentions.${layer}`]!
    return { data: data as Float32Array, heads: dims[1]!, frames: dims[3]! }
  })
}
