// A model folder for tests and measurements: the Moonshine weights that are installed anyway, as sherpa-onnx wants
// them. They are the only weights for it that come with npm.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LlamaTokenizer } from 'llama-tokenizer-js'
import { modelFilePath } from '../../shipped/model-files.ts'
import { DESCRIPTION_FILE } from './model-folder.ts'

const TIMESTAMP_TOKENS = 768

/** Makes `folder` and puts links to the weights of `size`, the list of tokens and the description into it. */
export function writeMoonshineFolder(folder: string, size: 'tiny' | 'base') {
  mkdirSync(folder, { recursive: true })
  for (const file of ['encoder_model.onnx', 'decoder_model_merged.onnx'] as const) {
    symlinkSync(modelFilePath(`moonshine-${size}/${file}`), join(folder, file))
  }
  writeFileSync(join(folder, 'tokens.txt'), tokenList())
  const description = {
    name: `moonshine-${size}`,
    family: 'moonshine',
    files: { encoder: 'encoder_model.onnx', mergedDecoder: 'decoder_model_merged.onnx' },
    languages: ['en-US', 'en-GB', 'en-AU'],
  }
  writeFileSync(join(folder, DESCRIPTION_FILE), JSON.stringify(description))
}

/** The vocabulary, a token in base64 and its number a line. */
function tokenList(): string {
  const pieces = new LlamaTokenizer().vocabById
  const timestamps = Array.from({ length: TIMESTAMP_TOKENS }, (_, at) => `<<ST_${at}>>`)
  return [...pieces, ...timestamps]
    .map((piece, id) => `${Buffer.from(piece).toString('base64')} ${id}\n`)
    .join('')
}
