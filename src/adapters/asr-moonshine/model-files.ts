// Which files a Moonshine model consists of, and their checksums.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { modelFilePath } from '../../shipped/model-files.ts'
import type { AlignmentHead } from './decoder-graph.ts'

/** The two sizes whose weights ship inside `@usefulsensors/moonshine-js`. */
export type MoonshineSize = 'tiny' | 'base'

interface ModelFacts {
  layers: number
  heads: number
  headSize: number
  /** Heads whose cross-attention follows the speech best. */
  alignmentHeads: readonly AlignmentHead[]
  encoderSha256: string
  decoderSha256: string
}

/** Facts of each size; the checksums are those of the pinned package version. */
export const moonshineModels: Record<MoonshineSize, ModelFacts> = {
  tiny: {
    layers: 6,
    heads: 8,
    headSize: 36,
    alignmentHeads: [
      { layer: 5, head: 6 },
      { layer: 3, head: 5 },
      { layer: 4, head: 7 },
    ],
    encoderSha256: 'c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a',
    decoderSha256: 'eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367',
  },
  base: {
    layers: 8,
    heads: 8,
    headSize: 52,
    alignmentHeads: [
      { layer: 6, head: 4 },
      { layer: 5, head: 5 },
      { layer: 6, head: 1 },
      { layer: 6, head: 0 },
    ],
    encoderSha256: '1dd9ab0a7f987113d30affcba5a068d11c8f90fa0223caa3e491ade431ad9751',
    decoderSha256: 'cc9f3cd6698a369c6008b41aa60aa3fb3322e7f03c9bdf19d8e6b7200afca4f3',
  },
}

/** Paths of a model's encoder and merged decoder. */
export function modelPaths(size: MoonshineSize): { encoder: string; decoder: string } {
  return {
    encoder: modelFilePath(`moonshine-${size}/encoder_model.onnx`),
    decoder: modelFilePath(`moonshine-${size}/decoder_model_merged.onnx`),
  }
}

/** The checksum of a file, in hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

/** Reads the file once and compares.
 * @throws Error with the path and both sums when they differ */
export async function verifySha256(path: string, expected: string): Promise<void> {
  const actual = await sha256Of(path)
  if (actual !== expected) {
    throw new Error(`model file ${path} is damaged: sha256 is ${actual}, expected ${expected}`)
  }
}
