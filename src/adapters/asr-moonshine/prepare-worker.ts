// A short-lived thread that makes a model ready: checks the installed files, builds the decoder's graphs once, and
// reads the vocabulary, which takes much memory to parse.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { serveThread } from '../../threads/thread.ts'
import { buildDecoderGraphs } from './decoder-graph.ts'
import { readDecoderWeights } from './decoder-weights.ts'
import { type MoonshineSize, modelPaths, moonshineModels, sha256Of, verifySha256 } from './model-files.ts'
import { readPieces } from './vocabulary.ts'

/** Changes when the graphs are built in another way, so that old files are not used. */
const GRAPH_VERSION = 2

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
  const stem = join(modelsDir, `moonshine-${size}-${facts.decoderSha256.slice(0, 12)}-v${GRAPH_VERSION}`)
  const files = { cross: `${stem}-cross.onnx`, step: `${stem}-step.onnx`, sums: `${stem}.sha256` }
  if (!(await isWhole(files))) {
    mkdirSync(modelsDir, { recursive: true, mode: 0o700 })
    const weights = readDecoderWeights(readFileSync(paths.decoder), facts.layers)
    const graphs = buildDecoderGraphs(weights, facts)
    writeWhole(files.cross, graphs.cross)
    writeWhole(files.step, graphs.step)
    writeWhole(files.sums, Buffer.from(await sumsOf([files.cross, files.step])))
  }
  return { size, encoder: paths.encoder, cross: files.cross, step: files.step, pieces: readPieces() }
}

/** True when both graphs are there as they were written: a disk may have lost or changed some of them since. */
async function isWhole({ cross, step, sums }: Record<'cross' | 'step' | 'sums', string>): Promise<boolean> {
  try {
    return readFileSync(sums, 'utf8') === (await sumsOf([cross, step]))
  } catch {
    return false
  }
}

async function sumsOf(paths: readonly string[]): Promise<string> {
  const sums = await Promise.all(paths.map(sha256Of))
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
