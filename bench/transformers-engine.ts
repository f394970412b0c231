// transformers.js as a recogniser, for bench/sherpa.ts: its pipeline over the installed Moonshine weights, a slice at a
// time as it does by itself, without times of words.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { LlamaTokenizer } from 'llama-tokenizer-js'
import { type MoonshineSize, moonshineModels } from '../src/adapters/asr-moonshine/model-files.ts'
import { BOS, EOS } from '../src/adapters/asr-moonshine/vocabulary.ts'
import { SPOOL_RATE_HZ } from '../src/domain/audio.ts'
import type { AsrEngine, Hypothesis } from '../src/ports/asr.ts'
import { modelFilePath } from '../src/shipped/model-files.ts'
import { readSlice } from '../src/testing/spools.ts'
import { installedFolder } from './installed.ts'

const VERSION = '4.3.2'
const VOCABULARY = 32_768

/** What this file uses of the package. */
interface Transformers {
  env: { allowRemoteModels: boolean; localModelPath: string; useFSCache: boolean }
  pipeline(task: string, model: string, options: object): Promise<(audio: Float32Array) => Promise<Heard>>
}

interface Heard {
  text: string
}

/** Starts it on one thread.
 * @param folder where the model's files are put together; must not exist */
export function createTransformers(folder: string, size: MoonshineSize): AsrEngine {
  writeModel(join(folder, 'moonshine'), size)
  const started = start(folder)
  started.catch(() => undefined)
  const maxSliceMs = 29_000
  return {
    capabilities: {
      name: `transformers.js:moonshine-${size}`,
      languages: ['en-US'],
      maxSliceMs,
      batchRows: 1,
      batchSeconds: maxSliceMs / 1000,
      threads: 1,
      wordTimes: false,
    },
    async ready() {
      await started
    },
    async recognise(batch) {
      const hear = await started
      const heard: Hypothesis[] = []
      for (const slice of batch) heard.push(toHypothesis(await hear(readSlice(slice))))
      return heard
    },
    async close() {},
  }
}

async function start(folder: string) {
  const library = join(installedFolder('@huggingface/transformers', VERSION), 'dist/transformers.node.mjs')
  const { env, pipeline }: Transformers = await import(pathToFileURL(library).href)
  Object.assign(env, { allowRemoteModels: false, localModelPath: `${folder}/`, useFSCache: false })
  return pipeline('automatic-speech-recognition', 'moonshine', {
    // Stands for the names of the files; what is in them is quantised.
    dtype: 'fp32',
    device: 'cpu',
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
  })
}

function toHypothesis({ text }: Heard): Hypothesis {
  const words = text.split(' ').filter(Boolean)
  return {
    words: words.map((word) => ({ text: word, startMs: 0, endMs: 0, confidence: 0 })),
    confidence: 0,
    tokenCount: words.length,
    end: words.length > 0 ? 'eos' : 'empty',
  }
}

/** Links to the weights, and beside them the descriptions that the library reads. */
function writeModel(folder: string, size: MoonshineSize) {
  const { layers, heads, headSize } = moonshineModels[size]
  mkdirSync(join(folder, 'onnx'), { recursive: true })
  for (const file of ['encoder_model.onnx', 'decoder_model_merged.onnx'] as const) {
    symlinkSync(modelFilePath(`moonshine-${size}/${file}`), join(folder, 'onnx', file))
  }
  const write = (name: string, value: object) => writeFileSync(join(folder, name), JSON.stringify(value))
  const tokens = { bos_token_id: BOS, eos_token_id: EOS, decoder_start_token_id: BOS }
  write('config.json', {
    ...tokens,
    architectures: ['MoonshineForConditionalGeneration'],
    model_type: 'moonshine',
    is_encoder_decoder: true,
    hidden_size: heads * headSize,
    encoder_num_hidden_layers: layers,
    decoder_num_hidden_layers: layers,
    encoder_num_key_value_heads: heads,
    decoder_num_key_value_heads: heads,
    vocab_size: VOCABULARY,
  })
  write('generation_config.json', tokens)
  write('preprocessor_config.json', {
    feature_extractor_type: 'Wav2Vec2FeatureExtractor',
    processor_class: 'MoonshineProcessor',
    feature_size: 1,
    sampling_rate: SPOOL_RATE_HZ,
    padding_value: 0,
    do_normalize: false,
  })
  const [bos_token, eos_token, unk_token] = ['<s>', '</s>', '<unk>']
  write('tokenizer_config.json', {
    tokenizer_class: 'PreTrainedTokenizerFast',
    bos_token,
    eos_token,
    unk_token,
  })
  write('tokenizer.json', tokenizer([unk_token, bos_token, eos_token]))
}

/** Enough to turn tokens into text; text into tokens is not asked of it. */
function tokenizer(special: readonly (string | undefined)[]): object {
  const pieces = new LlamaTokenizer().vocabById
  const rest = Array.from({ length: VOCABULARY - pieces.length }, (_, at) => `<<ST_${at}>>`)
  return {
    version: '1.0',
    normalizer: null,
    pre_tokenizer: null,
    post_processor: null,
    added_tokens: special.map((content, id) => ({ id, content, special: true })),
    decoder: {
      type: 'Sequence',
      decoders: [
        { type: 'Replace', pattern: { String: '\u2581' }, content: ' ' },
        { type: 'ByteFallback' },
        { type: 'Fuse' },
        { type: 'Strip', content: ' ', start: 1, stop: 0 },
      ],
    },
    model: {
      type: 'BPE',
      unk_token: special[0],
      byte_fallback: true,
      vocab: Object.fromEntries([...pieces, ...rest].map((piece, id) => [piece, id])),
      merges: [],
    },
  }
}
