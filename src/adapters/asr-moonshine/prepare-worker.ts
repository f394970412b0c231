// A short-lived thread that makes a model ready: checks the installed files and writes the split decoder once.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveThread } from '../../threads/thread.ts'
import { type MoonshineSize, modelPaths, moonshineModels, verifySha256 } from './model-files.ts'
import { splitDecoder } from './split-decoder.ts'

/** Changes when the way of splitting changes, so that old files are not used. */
const SPLIT_VERSION = 1

/** Which model, and where derived files go. */
export interface ModelRequest {
  size: MoonshineSize
  modelsDir: string
}

/** Paths of everything a recogniser thread loads. */
export interface PreparedModel {
  size: MoonshineSize
  layers: number
  encoder: string
  first: string
  past: string
}

async function prepare({ size, modelsDir }: ModelRequest): Promise<PreparedModel> {
  const facts = moonshineModels[size]
  const paths = modelPaths(size)
  await Promise.all([
    verifySha256(paths.encoder, facts.encoderSha256),
    verifySha256(paths.decoder, facts.decoderSha256),
  ])
  const stem = join(modelsDir, `moonshine-${size}-${facts.decoderSha256.slice(0, 12)}-v${SPLIT_VERSION}`)
  const [first, past] = [`${stem}-first.onnx`, `${stem}-past.onnx`]
  if (!existsSync(first) || !existsSync(past)) {
    mkdirSync(modelsDir, { recursive: true, mode: 0o700 })
    const split = splitDecoder(readFileSync(paths.decoder))
    writeWhole(first, split.first)
    writeWhole(past, split.past)
  }
  return { size, layers: facts.layers, encoder: paths.encoder, first, past }
}

/** A reader sees the whole file or none. */
function writeWhole(path: string, bytes: Uint8Array) {
  const temporary = `${path}.${process.pid}.tmp`
  writeFileSync(temporary, bytes)
  renameSync(temporary, path)
}

serveThread(async () => prepare)
