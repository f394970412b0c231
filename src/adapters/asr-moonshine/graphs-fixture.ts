// Models for tests: ours, built into a folder, and the published one that ours take their weights from.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Signs } from '../../onnx/weight-finder.ts'
import { InferenceSession, Tensor } from '../../shipped/onnxruntime.ts'
import { buildDecoderGraphs } from './decoder-graph.ts'
import { readDecoderWeights } from './decoder-weights.ts'
import { buildEncoderGraph } from './encoder-graph.ts'
import { readEncoderWeights } from './encoder-weights.ts'
import { type MoonshineSize, modelPaths, moonshineModels } from './model-files.ts'
import { type LoadedModel, loadModel, type Tensors } from './sessions.ts'
import { BOS, EOS } from './vocabulary.ts'

/** Builds the graphs of `size` into `folder` and loads them. */
export async function loadBuilt(folder: string, size: MoonshineSize, signs: Signs): Promise<LoadedModel> {
  const facts = moonshineModels[size]
  const published = modelPaths(size)
  const write = (name: string, graph: Uint8Array) => {
    const path = join(folder, `${size}-${signs}-${name}.onnx`)
    writeFileSync(path, graph)
    return path
  }
  const encoder = buildEncoderGraph(
    readEncoderWeights(readFileSync(published.encoder), facts.layers, signs),
    facts,
  )
  const { cross, step } = buildDecoderGraphs(
    readDecoderWeights(readFileSync(published.decoder), facts.layers, signs),
    facts,
  )
  return loadModel({
    size,
    encoder: write('encoder', encoder),
    cross: write('cross', cross),
    step: write('step', step),
    pieces: [],
  })
}

/** The published model, one row at a time. */
export interface PublishedModel {
  /** Encoder states: float [1, frames, width]. */
  states(audio: Float32Array): Promise<Tensor>
  /** Logits of the first step. */
  firstLogits(states: Tensor): Promise<Float32Array>
  /** Plain greedy decoding; at most 100 tokens. */
  tokens(states: Tensor): Promise<number[]>
}

/** Loads the published model. */
export async function openPublished(size: MoonshineSize): Promise<PublishedModel> {
  const { heads, headSize } = moonshineModels[size]
  const paths = modelPaths(size)
  const encoder = await InferenceSession.create(paths.encoder, { logSeverityLevel: 3 })
  const decoder = await InferenceSession.create(paths.decoder, { logSeverityLevel: 3 })
  const caches = decoder.inputNames.filter((name) => name.startsWith('past_key_values.'))
  const nothing = new Tensor('float32', new Float32Array(0), [1, heads, 0, headSize])
  const noPast: Tensors = Object.fromEntries(caches.map((name) => [name, nothing]))
  /** It takes both kinds of step, and a switch between them. */
  const step = (states: Tensor, { token, past }: { token: number; past: Tensors }) =>
    decoder.run({
      input_ids: new Tensor('int64', BigInt64Array.of(BigInt(token)), [1, 1]),
      encoder_hidden_states: states,
      use_cache_branch: new Tensor('bool', Uint8Array.of(Number(past !== noPast)), [1]),
      ...past,
    })
  return {
    async states(audio) {
      const { last_hidden_state } = await encoder.run({
        input_values: new Tensor('float32', audio, [1, audio.length]),
      })
      return last_hidden_state!
    },
    async firstLogits(states) {
      const { logits } = await step(states, { token: BOS, past: noPast })
      return logits!.data as Float32Array
    },
    async tokens(states) {
      let past = noPast
      const tokens: number[] = []
      for (let token = BOS; tokens.length < 100; ) {
        const outputs = await step(states, { token, past })
        token = largest(outputs.logits!.data as Float32Array)
        if (token === EOS) break
        tokens.push(token)
        const kept = caches.filter((name) => past === noPast || name.includes('.decoder.'))
        const fresh = kept.map((name) => [name, outputs[name.replace('past_key_values', 'present')]!])
        past = { ...past, ...Object.fromEntries(fresh) }
      }
      return tokens
    },
  }
}

function largest(logits: Float32Array): number {
  return logits.reduce((best, value, at) => (value > logits[best]! ? at : best), 0)
}
