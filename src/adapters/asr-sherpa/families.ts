// The kinds of models that sherpa-onnx loads: which files each consists of, what it is told beside them, and whether
// it says when a word was spoken. Names are those of the package's own configuration.

/** One kind of model. */
export interface Family {
  /** The roles of its files; any one of the sets makes a model. */
  fileSets: readonly (readonly string[])[]
  /** True when results carry the time of each token. */
  wordTimes: boolean
  /** `one`: it must be told the language, so that a model folder serves one language only, in any of its regions. */
  language: 'none' | 'any' | 'one'
  /** What it is told beside its files. `language` is the primary subtag shared by all languages of the model, null
   * when they differ. */
  settings(language: string | null): Readonly<Record<string, string | number>>
}

const nothing = () => ({})
const singleFile: Family = { fileSets: [['model']], wordTimes: true, language: 'none', settings: nothing }
const encoderAndDecoder = [['encoder', 'decoder']]

const byName: Record<string, Family> = {
  transducer: {
    fileSets: [['encoder', 'decoder', 'joiner']],
    wordTimes: true,
    language: 'none',
    settings: nothing,
  },
  zipformerCtc: singleFile,
  nemoCtc: singleFile,
  wenetCtc: singleFile,
  dolphin: singleFile,
  paraformer: { ...singleFile, wordTimes: false },
  senseVoice: {
    ...singleFile,
    language: 'any',
    settings: (language) => ({ language: language ?? 'auto', useInverseTextNormalization: 1 }),
  },
  whisper: {
    fileSets: encoderAndDecoder,
    wordTimes: false,
    language: 'any',
    // Without a language it finds out by itself, slice by slice.
    settings: (language) => ({ language: language ?? '', task: 'transcribe' }),
  },
  canary: {
    fileSets: encoderAndDecoder,
    wordTimes: false,
    language: 'one',
    settings: (language) => ({ srcLang: language ?? '', tgtLang: language ?? '', usePnc: 1 }),
  },
  cohereTranscribe: {
    fileSets: encoderAndDecoder,
    wordTimes: false,
    language: 'one',
    settings: (language) => ({ language: language ?? '', usePunct: 1, useItn: 1 }),
  },
  fireRedAsr: { fileSets: encoderAndDecoder, wordTimes: false, language: 'none', settings: nothing },
  moonshine: {
    fileSets: [
      ['encoder', 'mergedDecoder'],
      ['preprocessor', 'encoder', 'uncachedDecoder', 'cachedDecoder'],
    ],
    wordTimes: false,
    language: 'none',
    settings: nothing,
  },
}

/** Every family that a model folder may name. */
export const families: ReadonlyMap<string, Family> = new Map(Object.entries(byName))
