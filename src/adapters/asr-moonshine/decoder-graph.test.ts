// Our graphs against the published one they take their weights from: the same text, and attention besides.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import onnxProto from 'onnx-proto'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { decodeSampleCall, sampleTurns, sliceOf } from '../../testing/sample-call.ts'
import { readSlice } from '../../testing/spools.ts'
import { buildDecoderGraphs } from './decoder-graph.ts'
import { readDecoderWeights } from './decoder-weights.ts'
import { decodeBatch, encoderFrames } from './greedy.ts'
import { modelPaths, moonshineModels } from './model-files.ts'
import { encode, type LoadedModel, loadModel, noPast, stepInputs, type Tensors } from './sessions.ts'
import { BOS, EOS } from './vocabulary.ts'

const folder = mkdtempSync(join(tmpdir(), 'decoder-graph-'))
after(() => rmSync(folder, { recursive: true }))
const TURNS = 8
let turns: Float32Array[]

before(async () => {
  const call = await decodeSampleCall(folder)
  turns = sampleTurns.slice(0, TURNS).map((turn) => readSlice(sliceOf(call, turn, 200)))
})

function largest(logits: Float32Array): number {
  return logits.reduce((best, value, at) => (value > logits[best]! ? at : best), 0)
}

/** Plain greedy decoding with the published model, which takes both kinds of step and a switch between them. */
function createPublished(session: InferenceSession, model: LoadedModel) {
  const caches = session.inputNames.filter((name) => name.startsWith('past_key_values.'))
  const nothing = new Tensor('float32', new Float32Array(0), [1, model.heads, 0, model.headSize])
  return async (audio: Float32Array): Promise<number[]> => {
    const states = await encode(model, { samples: audio, samplesPerRow: audio.length }, audio.length)
    let past: Tensors = Object.fromEntries(caches.map((name) => [name, nothing]))
    const tokens: number[] = []
    for (let token = BOS; tokens.length < 100; ) {
      const started = tokens.length > 0
      const outputs = await session.run({
        input_ids: new Tensor('int64', BigInt64Array.of(BigInt(token)), [1, 1]),
        encoder_hidden_states: states,
        use_cache_branch: new Tensor('bool', Uint8Array.of(Number(started)), [1]),
        ...past,
      })
      token = largest(outputs.logits!.data as Float32Array)
      if (token === EOS) break
      tokens.push(token)
      const kept = caches.filter((name) => !started || name.includes('.decoder.'))
      const fresh = kept.map((name) => [name, outputs[name.replace('past_key_values', 'present')]!])
      past = { ...past, ...Object.fromEntries(fresh) }
    }
    return tokens
  }
}

for (const size of ['tiny', 'base'] as const) {
  describe(`decoder graphs of ${size}`, () => {
    const facts = moonshineModels[size]
    let model: LoadedModel

    before(async () => {
      const [cross, step] = [join(folder, `${size}-cross.onnx`), join(folder, `${size}-step.onnx`)]
      const weights = readDecoderWeights(readFileSync(modelPaths(size).decoder), facts.layers)
      const graphs = buildDecoderGraphs(weights, facts)
      writeFileSync(cross, graphs.cross)
      writeFileSync(step, graphs.step)
      model = await loadModel({ size, encoder: modelPaths(size).encoder, cross, step, pieces: [] })
    })

    test('the text is that of the published graph, token for token', async () => {
      const session = await InferenceSession.create(modelPaths(size).decoder, { logSeverityLevel: 3 })
      const published = createPublished(session, model)
      let count = 0
      for (const [at, audio] of turns.entries()) {
        const expected = await published(audio)
        const [row] = await decodeBatch(model, [audio])
        count += expected.length
        assert.deepEqual(row!.tokens, expected, `turn ${at}`)
      }
      assert.ok(count > 100, `${count} tokens`)
      await session.release()
    })

    test('logits of the first step are those of the published graph, up to rounding to 8 bits', async () => {
      const session = await InferenceSession.create(modelPaths(size).decoder, { logSeverityLevel: 3 })
      const audio = turns[0]!
      const states = await encode(model, { samples: audio, samplesPerRow: audio.length }, audio.length)
      const nothing = new Tensor('float32', new Float32Array(0), [1, facts.heads, 0, facts.headSize])
      const past = session.inputNames.filter((name) => name.startsWith('past_key_values.'))
      const expected = await session.run({
        input_ids: new Tensor('int64', BigInt64Array.of(BigInt(BOS)), [1, 1]),
        encoder_hidden_states: states,
        use_cache_branch: new Tensor('bool', Uint8Array.of(0), [1]),
        ...Object.fromEntries(past.map((name) => [name, nothing])),
      })
      const cross = await model.cross.run({ states })
      const actual = await model.step.run({ ...stepInputs([BOS], 0), ...cross, ...noPast(model, 1) })
      const [said, heard] = [expected.logits!.data as Float32Array, actual.logits!.data as Float32Array]
      assert.equal(heard.length, said.length)
      const range = Math.max(...said.map(Math.abs))
      const errors = said.map((value, at) => (value - heard[at]!) ** 2)
      const distance = Math.sqrt(errors.reduce((sum, value) => sum + value, 0) / said.length)
      assert.ok(distance < 0.03 * range, `${distance} of ${range}`)
      await session.release()
    })

    test('every step leaves one number per frame of the audio, attention being a distribution', async () => {
      const audio = turns[1]!
      const [row] = await decodeBatch(model, [audio])
      const frames = encoderFrames(audio.length)
      assert.equal(row!.attention.length, row!.tokens.length + 1)
      assert.ok(row!.attention.every((step) => step.length === frames))
      const states = await encode(model, { samples: audio, samplesPerRow: audio.length }, audio.length)
      const cross = await model.cross.run({ states })
      const { alignment } = await model.step.run({ ...stepInputs([BOS], 0), ...cross, ...noPast(model, 1) })
      assert.deepEqual(alignment!.dims, [1, facts.alignmentHeads.length, 1, frames])
      const sum = (alignment!.data as Float32Array)
        .subarray(0, frames)
        .reduce((total, value) => total + value, 0)
      assert.ok(Math.abs(sum - 1) < 1e-3, `${sum}`)
    })

    test('rows that are done leave the batch without changing what is said in the others', async () => {
      const lengths = (await decodeBatch(model, turns)).map(({ tokens }) => tokens.length)
      const order = [...turns.keys()].sort((a, b) => lengths[a]! - lengths[b]!)
      const mixed = [order[0]!, order.at(-1)!, order[1]!, order.at(-2)!]
      const rows = await decodeBatch(
        model,
        mixed.map((at) => turns[at]!),
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

test('a graph that is no merged decoder is refused', () => {
  const { onnx } = onnxProto
  const flat = onnx.ModelProto.encode(onnx.ModelProto.create({ graph: { name: 'flat', node: [] } })).finish()
  assert.throws(() => readDecoderWeights(flat, 1), /the decoder graph has no/)
})
