// Our encoder graph against the published one it takes its weights from.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Tensor } from '../../shipped/onnxruntime.ts'
import { decodeSampleCall, sampleTurns, sliceOf } from '../../testing/sample-call.ts'
import { readSlice } from '../../testing/spools.ts'
import { countWordErrors } from '../../testing/word-errors.ts'
import { encoderFrames } from './encoder-inputs.ts'
import { readEncoderWeights } from './encoder-weights.ts'
import { loadBuilt, openPublished, type PublishedModel } from './graphs-fixture.ts'
import { decodeBatch } from './greedy.ts'
import { modelPaths } from './model-files.ts'
import { encode, type LoadedModel } from './sessions.ts'
import { signsOfProducts } from './signed-products.ts'

const folder = mkdtempSync(join(tmpdir(), 'encoder-graph-'))
after(() => rmSync(folder, { recursive: true }))
let turns: Float32Array[]

before(async () => {
  const call = await decodeSampleCall(folder)
  turns = sampleTurns.map((turn) => readSlice(sliceOf(call, turn, 200)))
})

const numbers = ({ data }: Tensor) => data as Float32Array

/** Root of the mean squared distance, as a share of the size of `expected`. */
function distance(actual: Tensor, expected: Tensor): number {
  const [ours, theirs] = [numbers(actual), numbers(expected)]
  let [apart, all] = [0, 0]
  for (let at = 0; at < theirs.length; at++) {
    apart += (ours[at]! - theirs[at]!) ** 2
    all += theirs[at]! ** 2
  }
  return Math.sqrt(apart / all)
}

for (const size of ['tiny', 'base'] as const) {
  describe(`encoder graph of ${size}`, () => {
    let model: LoadedModel
    let published: PublishedModel

    before(async () => {
      model = await loadBuilt(folder, size, await signsOfProducts())
      published = await openPublished(size)
    })

    test('states are those of the published graph, up to rounding to 8 bits', async () => {
      for (const [at, audio] of turns.entries()) {
        const [ours, theirs] = [await encode(model, audio), await published.states(audio)]
        assert.deepEqual(ours.dims, theirs.dims)
        const apart = distance(ours, theirs)
        assert.ok(apart < 0.08, `turn ${at}: ${apart}`)
      }
    })

    test('rows of every length between two frames have the frames of the published graph', async () => {
      const { length } = turns[1]!
      for (let less = 0; less <= 384; less += 32) {
        const audio = turns[1]!.subarray(0, length - less)
        const [ours, theirs] = [await encode(model, audio), await published.states(audio)]
        assert.deepEqual(ours.dims, theirs.dims)
        assert.equal(ours.dims[1], encoderFrames(audio.length))
        assert.ok(distance(ours, theirs) < 0.08)
      }
    })

    test('the text is that of the published model, but for a token in fifty', async () => {
      let [count, other] = [0, 0]
      for (const audio of turns) {
        const expected = await published.tokens(await published.states(audio))
        const [row] = await decodeBatch(model, [{ audio }])
        count += expected.length
        other += countWordErrors(expected.join(' '), row!.tokens.join(' ')).errors
      }
      assert.ok(count > 150, `${count} tokens`)
      assert.ok(other <= count / 50, `${other} of ${count} tokens differ`)
    })

    test('quiet audio is heard as loud audio is', async () => {
      const loud = await encode(model, turns[0]!)
      const quiet = await encode(
        model,
        turns[0]!.map((sample) => sample / 30),
      )
      const expected = await published.states(turns[0]!.map((sample) => sample / 30))
      assert.ok(distance(quiet, expected) < 0.08)
      assert.ok(distance(quiet, loud) < 1)
    })

    test('silence gives finite states', async () => {
      const states = await encode(model, new Float32Array(16_000))
      assert.ok(numbers(states).every(Number.isFinite))
    })

    test('signed and unsigned weights give the same states, where products of both are right', async (t) => {
      if ((await signsOfProducts()) === 'unsigned') return t.skip('no instructions for signed products')
      const other = await loadBuilt(folder, size, 'unsigned')
      const apart = distance(await encode(other, turns[2]!), await encode(model, turns[2]!))
      assert.ok(apart < 1e-4, `${apart}`)
    })
  })
}

test('a graph that is no encoder is refused', () => {
  const decoder = readFileSync(modelPaths('tiny').decoder)
  assert.throws(() => readEncoderWeights(decoder, 1, 'signed'), /the encoder graph has no/)
})
