// A model folder in the words of sherpa-onnx.
import { SPOOL_RATE_HZ } from '../../domain/audio.ts'
import { families } from './families.ts'
import { type SherpaModel, sharedLanguage } from './model-folder.ts'

/** What `OfflineRecognizer` is made from; plain data that can be sent to a thread or process. */
export type RecogniserConfig = Readonly<Record<string, object>>

/** The configuration for `model`. One thread inside: several recognisers run side by side instead. */
export function recogniserConfig(model: SherpaModel): RecogniserConfig {
  const { family, files, tokens, modelType, languages } = model
  const settings = families.get(family)!.settings(sharedLanguage(languages))
  // Only Whisper has to be asked; a decoder that was exported without its attention can not tell.
  const times = family === 'whisper' && model.wordTimes ? { enableTokenTimestamps: 1 } : {}
  return {
    featConfig: { sampleRate: SPOOL_RATE_HZ, featureDim: 80 },
    modelConfig: {
      [family]: { ...files, ...settings, ...times },
      tokens,
      numThreads: 1,
      provider: 'cpu',
      debug: 0,
      ...(modelType !== null && { modelType }),
    },
  }
}
