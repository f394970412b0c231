// A short-lived thread that makes a model ready: checks the installed files, builds our graphs once, and
// reads the vocabulary, which takes much memory to parse.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { serveThread } from '../../threads/thread.ts'
import { buildDecoderGraphs, type DecoderShape } from './decoder-graph.ts'
import { type DecoderWeights, readDecoderWeights } from './decoder-weights.ts'
import { buildEncoderGraph } from './encoder-graph.ts'
import { type EncoderWeights, readEncoderWeights } from './encoder-weights.ts'
import { type MoonshineSize, modelPaths, moonshineModels, sha256Of, verifySha256 } from './model-files.ts'
import { removeOlderGraphs } from './older-graphs.ts'
import { signsOfProducts } from './signed-products.ts'
import { readPieces } from './vocabulary.ts'

/** Changes when the graphs are built in another way, so that old files are not used. */
const GRAPH_VERSION = 3

/** Which model, and where derived files go. */
export interface ModelRequest {
  size: MoonshineSize
  modelsDir: string
}

/** Everything a recogniser thread loads. */
export interface PreparedModel {
  size: MoonshineSize
  /** Paths of the three graphs. */
  encoder: string
  cross: string
  step: string
  /** Text of every token. */
  pieces: string[]
}

async function prepare({ size, modelsDir }: ModelRequest): Promise<PreparedModel> {
  const facts = moonshineModels[size]
  const paths = modelPaths(size)
  await Promise.all([
    verifySha256(paths.encoder, facts.encoderSha256),
    verifySha256(paths.decoder, facts.decoderSha256),
  ])
  // Part of the name: a folder may move to a machine with another processor.
  const signs = await signsOfProducts()
  const name = `moonshine-${size}-${facts.decoderSha256.slice(0, 12)}-v${GRAPH_VERSION}-${signs}`
  const stem = join(modelsDir, name)
  const files = {
    encoder: `${stem}-encoder.onnx`,
    cross: `${stem}-cross.onnx`,
    step: `${stem}-step.onnx`,
    sums: `${stem}.sha256`,
  }
  if (!(await isWhole(files))) {
    const { layers } = facts
    mkdirSync(modelsDir, { recursive: true, mode: 0o700 })
    // The larger one first: the other then lives in the memory that it leaves.
    writeDecoder(files, readDecoderWeights(readFileSync(paths.decoder), layers, signs), facts)
    writeEncoder(files, readEncoderWeights(readFileSync(paths.encoder), layers, signs), facts)
    writeWhole(files.sums, Buffer.from(await sumsOf(files)))
    removeOlderGraphs(modelsDir, { size, version: GRAPH_VERSION })
  }
  const { encoder, cross, step } = files
  return { size, encoder, cross, step, pieces: readPieces() }
}

function writeDecoder(files: ModelFiles, weights: DecoderWeights, shape: DecoderShape) {
  const { cross, step } = buildDecoderGraphs(weights, shape)
  writeWhole(files.cross, cross)
  writeWhole(files.step, step)
}

function writeEncoder(files: ModelFiles, weights: EncoderWeights, shape: DecoderShape) {
  writeWhole(files.encoder, buildEncoderGraph(weights, shape))
}

type ModelFiles = Record<'encoder' | 'cross' | 'step' | 'sums', string>

/** True when all graphs are there as they were written: a disk may have lost or changed some of them since. */
async function isWhole(files: ModelFiles): Promise<boolean> {
  try {
    return readFileSync(files.sums, 'utf8') === (await sumsOf(files))
  } catch {
    return false
  }
}

async function sumsOf({ encoder, cross, step }: ModelFiles): Promise<string> {
  const sums = await Promise.all([encoder, cross, step].map(sha256Of))
  return sums.map((sum) => `${sum}\n`).join('')
}

/** A reader sees the whole file or none. */
function writeWhole(path: string, bytes: Uint8Array) {
  // Two engines of one process may prepare the same model.
  const temporary = `${path}.${process.pid}-${threadId}.tmp`
  writeFileSync(temporary, bytes)
  renameSync(temporary, path)
}

serveThread(async () => prepare)
