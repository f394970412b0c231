// The split decoder against the merged model it was made from: the same text, token for token, and the attention
// besides.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import onnxProto from 'onnx-proto'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { decodeSampleCall, sampleTurns, sliceOf } from '../../testing/sample-call.ts'
import { readSlice } from '../../testing/spools.ts'
import { decodeBatch, encoderFrames } from './greedy.ts'
import { modelPaths, moonshineModels } from './model-files.ts'
import { encode, type LoadedModel, loadModel, type Tensors, tokenInput } from './sessions.ts'
import { splitDecoder } from './split-decoder.ts'
import { BOS, EOS } from './vocabulary.ts'

const HEADS = 8
const headSize = { tiny: 36, base: 52 }
const folder = mkdtempSync(join(tmpdir(), 'split-decoder-'))
after(() => rmSync(folder, { recursive: true }))
let audio: Float32Array

before(async () => {
  const call = await decodeSampleCall(folder)
  audio = readSlice(sliceOf(call, sampleTurns[6]!, 200))
})

function largest(logits: Float32Array): number {
  return logits.reduce((best, value, at) => (value > logits[best]! ? at : best), 0)
}

/** Plain greedy decoding with the merged model, which takes both kinds of step and a switch between them. */
async function decodeMerged(size: 'tiny' | 'base', model: LoadedModel): Promise<number[]> {
  const merged = await InferenceSession.create(modelPaths(size).decoder, { logSeverityLevel: 3 })
  const states = await encode(model, audio, audio.length)
  const caches = merged.inputNames.filter((name) => name.startsWith('past_key_values.'))
  const nothing = new Tensor('float32', new Float32Array(0), [1, HEADS, 0, headSize[size]])
  let past: Tensors = Object.fromEntries(caches.map((name) => [name, nothing]))
  const tokens: number[] = []
  for (let token = BOS; tokens.length < 100; ) {
    const started = tokens.length > 0
    const outputs = await merged.run({
      input_ids: tokenInput([token]),
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
  await merged.release()
  return tokens
}

for (const size of ['tiny', 'base'] as const) {
  describe(`split decoder of ${size}`, () => {
    const { layers } = moonshineModels[size]
    let model: LoadedModel

    before(async () => {
      const [first, past] = [join(folder, `${size}-first.onnx`), join(folder, `${size}-past.onnx`)]
      const split = splitDecoder(readFileSync(modelPaths(size).decoder))
      writeFileSync(first, split.first)
      writeFileSync(past, split.past)
      model = await loadModel({ size, layers, encoder: modelPaths(size).encoder, first, past })
    })

    test('the first step takes the encoder states, the later ones the caches only', () => {
      assert.deepEqual([...model.first.inputNames].sort(), ['encoder_hidden_states', 'input_ids'])
      assert.equal(model.past.inputNames.length, 1 + 4 * layers)
      assert.ok(!model.past.inputNames.includes('encoder_hidden_states'))
      assert.ok(!model.past.inputNames.includes('use_cache_branch'))
    })

    test('both give logits and the attention of every layer; the encoder caches come once', () => {
      const attention = Array.from({ length: layers }, (_, layer) => `cross_attentions.${layer}`)
      for (const half of [model.first, model.past]) {
        for (const name of ['logits', ...attention]) assert.ok(half.outputNames.includes(name), name)
      }
      assert.equal(model.first.outputNames.length, 1 + 4 * layers + layers)
      assert.equal(model.past.outputNames.length, 1 + 2 * layers + layers)
    })

    test('the text is that of the merged model, token for token', async () => {
      const expected = await decodeMerged(size, model)
      const [row] = await decodeBatch(model, [audio])
      assert.ok(expected.length > 15, `${expected.length} tokens`)
      assert.deepEqual(row!.tokens, expected)
    })

    test('every step leaves one number per frame of the audio, attention being a distribution', async () => {
      const [row] = await decodeBatch(model, [audio])
      const frames = encoderFrames(audio.length)
      assert.equal(row!.attention.length, row!.tokens.length + 1)
      assert.ok(row!.attention.every((step) => step.length === frames))
      const states = await encode(model, audio, audio.length)
      const outputs = await model.first.run({ input_ids: tokenInput([BOS]), encoder_hidden_states: states })
      const { data, dims } = outputs['cross_attentions.0']!
      assert.deepEqual(dims, [1, HEADS, 1, frames])
      const sum = (data as Float32Array).subarray(0, frames).reduce((total, value) => total + value, 0)
      assert.ok(Math.abs(sum - 1) < 1e-3, `${sum}`)
    })
  })
}

test('a graph that is no merged decoder is refused', () => {
  const { onnx } = onnxProto
  const flat = onnx.ModelProto.encode(onnx.ModelProto.create({ graph: { name: 'flat', node: [] } })).finish()
  assert.throws(() => splitDecoder(flat), /no If node/)
})
