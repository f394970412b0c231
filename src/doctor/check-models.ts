// Are the model files there, and are they what they should be?
import { accessSync, constants } from 'node:fs'
import { loadFactory } from '../adapters/asr-module/load-factory.ts'
import { modelPaths, moonshineModels, verifySha256 } from '../adapters/asr-moonshine/model-files.ts'
import { readModelFolder } from '../adapters/asr-sherpa/model-folder.ts'
import type { Config } from '../config.ts'
import { modelFilePath } from '../shipped/model-files.ts'
import { loadSherpa } from '../shipped/sherpa-package.ts'
import { type Finding, findingsOf, messageOf } from './finding.ts'

const { ok, problem } = findingsOf('models')

/** Looks at the files of the recogniser that is configured and of the voice activity detector. */
export async function checkModels({ ASR_MODEL: model }: Pick<Config, 'ASR_MODEL'>): Promise<Finding> {
  const [, kind, rest] = /^(sherpa|module):(.+)$/.exec(model) ?? []
  try {
    if (kind === 'sherpa') await checkSherpa(rest!)
    else if (kind === 'module') loadFactory(rest!)
    else await checkMoonshine(model === 'moonshine-tiny' ? 'tiny' : 'base')
    accessSync(modelFilePath('silero_vad_v6.onnx'), constants.R_OK)
  } catch (error) {
    const mend = kind
      ? `see docs/guide/engines.md for what a ${kind === 'sherpa' ? 'model folder' : 'module'} must hold`
      : 'install Verbatim again'
    return problem(messageOf(error), mend)
  }
  return ok(kind ? `${model} is complete` : `${model} has the right checksums`)
}

async function checkMoonshine(size: 'tiny' | 'base') {
  const [paths, facts] = [modelPaths(size), moonshineModels[size]]
  await verifySha256(paths.encoder, facts.encoderSha256)
  await verifySha256(paths.decoder, facts.decoderSha256)
}

async function checkSherpa(folder: string) {
  readModelFolder(folder)
  await loadSherpa()
}
