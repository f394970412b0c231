// The model files that come with the installation: in a package they lie in its dist/models, in a checkout in the npm
// packages that they come from.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// The Moonshine package exports its browser bundle only; the weights lie in folders beside that file.
const moonshine = '@usefulsensors/moonshine-js'

/** Where the npm packages keep each file: something they export, and the way from there. */
const sources = {
  'moonshine-tiny/encoder_model.onnx': [moonshine, './model/tiny/quantized/encoder_model.onnx'],
  'moonshine-tiny/decoder_model_merged.onnx': [moonshine, './model/tiny/quantized/decoder_model_merged.onnx'],
  'moonshine-base/encoder_model.onnx': [moonshine, './model/base/quantized/encoder_model.onnx'],
  'moonshine-base/decoder_model_merged.onnx': [moonshine, './model/base/quantized/decoder_model_merged.onnx'],
  'silero_vad_v6.onnx': ['@ricky0123/vad-web/dist/silero_vad_v6.onnx', ''],
} as const

/** A model file, by its path in dist/models. */
export type ModelFile = keyof typeof sources

/** All of them. */
export const modelFiles = Object.keys(sources) as ModelFile[]

// Only in a package there is such a folder.
const shipped = new URL('../models/', import.meta.url)

/** The path of a model file on this machine. */
export function modelFilePath(file: ModelFile): string {
  const copy = new URL(file, shipped)
  return existsSync(copy) ? fileURLToPath(copy) : modelSourcePath(file)
}

/** Where the npm package has it. */
export function modelSourcePath(file: ModelFile): string {
  const [module, way] = sources[file]
  return fileURLToPath(new URL(way, import.meta.resolve(module)))
}
