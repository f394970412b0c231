// Our decoder graphs against the published one they take their weights from: the same text, and attention besides.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import onnxProto from 'onnx-proto'
import { decodeSampleCall, sampleTurns, sliceOf } from '../../testing/sample-call.ts'
import { readSlice } from '../../testing/spools.ts'
import { countWordErrors } from '../../testing/word-errors.ts'
import { readDecoderWeights } from './decoder-weights.ts'
import { encoderFrames } from './encoder-inputs.ts'
import { loadBuilt, openPublished } from './graphs-fixture.ts'
import { decodeBatch } from './greedy.ts'
import { moonshineModels } from './model-files.ts'
import { encode, joinRows, type LoadedModel, noPast, stepInputs } from './sessions.ts'
import { signsOfProducts } from './signed-products.ts'
import { BOS } from './vocabulary.ts'

const folder = mkdtempSync(join(tmpdir(), 'decoder-graph-'))
after(() => rmSync(folder, { recursive: true }))
const TURNS = 8
let turns: Float32Array[]

before(async () => {
  const call = await decodeSampleCall(folder)
  turns = sampleTurns.slice(0, TURNS).map((turn) => readSlice(sliceOf(call, turn, 200)))
})

for (const size of ['tiny', 'base'] as const) {
  describe(`decoder graphs of ${size}`, () => {
    const facts = moonshineModels[size]
    let model: LoadedModel

    before(async () => {
      model = await loadBuilt(folder, size, await signsOfProducts())
    })

    /** Outputs of the first step for rows together. */
    async function firstStep(audio: readonly Float32Array[]) {
      const { states, padding } = joinRows(await Promise.all(audio.map((row) => encode(model, row))))
      const cross = await model.cross.run({ states })
      const tokens = audio.map(() => BOS)
      const past = noPast(model, audio.length)
      return model.step.run({ ...stepInputs(tokens, 0), ...cross, padding, ...past })
    }

    test('the text is that of the published graph, token for token', async () => {
      const published = await openPublished(size)
      let count = 0
      for (const [at, audio] of turns.entries()) {
        const expected = await published.tokens(await encode(model, audio))
        const [row] = await decodeBatch(model, [{ audio }])
        count += expected.length
        assert.deepEqual(row!.tokens, expected, `turn ${at}`)
      }
      assert.ok(count > 100, `${count} tokens`)
    })

    test('logits of the first step are those of the published graph, up to rounding to 8 bits', async () => {
      const published = await openPublished(size)
      const audio = turns[0]!
      const said = await published.firstLogits(await encode(model, audio))
      const heard = (await firstStep([audio])).logits!.data as Float32Array
      assert.equal(heard.length, said.length)
      const range = Math.max(...said.map(Math.abs))
      const errors = said.map((value, at) => (value - heard[at]!) ** 2)
      const distance = Math.sqrt(errors.reduce((sum, value) => sum + value, 0) / said.length)
      assert.ok(distance < 0.03 * range, `${distance} of ${range}`)
    })

    test('every step leaves one number per frame of the audio, attention being a distribution', async () => {
      const audio = turns[1]!
      const [row] = await decodeBatch(model, [{ audio }])
      const frames = encoderFrames(audio.length)
      assert.equal(row!.attention.length, row!.tokens.length + 1)
      assert.ok(row!.attention.every((step) => step.length === frames))
      const { alignment } = await firstStep([audio])
      assert.deepEqual(alignment!.dims, [1, facts.alignmentHeads.length, 1, frames])
      const sum = sumOf((alignment!.data as Float32Array).subarray(0, frames))
      assert.ok(Math.abs(sum - 1) < 1e-3, `${sum}`)
    })

    test('a row beside a longer one does not attend to what it is filled up with', async () => {
      const [short, long] = turns.slice(0, 2).sort((a, b) => a.length - b.length)
      const { alignment } = await firstStep([short!, long!])
      const [, heads, , width] = alignment!.dims as [number, number, number, number]
      const frames = encoderFrames(short!.length)
      assert.ok(frames < width)
      for (let head = 0; head < heads; head++) {
        const row = (alignment!.data as Float32Array).subarray(head * width, (head + 1) * width)
        assert.equal(sumOf(row.subarray(frames)), 0)
        assert.ok(Math.abs(sumOf(row) - 1) < 1e-3)
      }
    })

    test('a row says beside longer ones what it says alone, but for a token in twenty', async () => {
      const together = await decodeBatch(
        model,
        turns.map((audio) => ({ audio })),
      )
      let [count, other] = [0, 0]
      for (const [at, audio] of turns.entries()) {
        const [alone] = await decodeBatch(model, [{ audio }])
        count += alone!.tokens.length
        other += countWordErrors(alone!.tokens.join(' '), together[at]!.tokens.join(' ')).errors
      }
      assert.ok(other <= count / 20, `${other} of ${count} tokens differ`)
    })

    test('rows that are done leave the batch without changing what is said in the others', async () => {
      const lengths = (
        await decodeBatch(
          model,
          turns.map((audio) => ({ audio })),
        )
      ).map(({ tokens }) => tokens.length)
      const order = [...turns.keys()].sort((a, b) => lengths[a]! - lengths[b]!)
      const mixed = [order[0]!, order.at(-1)!, order[1]!, order.at(-2)!]
      const rows = await decodeBatch(
        model,
        mixed.map((at) => ({ audio: turns[at]! })),
      )
      for (const [at, turn] of mixed.entries()) {
        assert.equal(rows[at]!.end, 'eos')
        const near = Math.abs(rows[at]!.tokens.length - lengths[turn]!)
        assert.ok(near <= 2, `turn ${turn}: ${rows[at]!.tokens.length} tokens instead of ${lengths[turn]}`)
        assert.equal(rows[at]!.attention.length, rows[at]!.tokens.length + 1)
      }
    })
  })
}

function sumOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}

test('a graph that is no merged decoder is refused', () => {
  const { onnx } = onnxProto
  const flat = onnx.ModelProto.encode(onnx.ModelProto.create({ graph: { name: 'flat', node: [] } })).finish()
  assert.throws(() => readDecoderWeights(flat, 1, 'signed'), /the decoder graph has no/)
})
