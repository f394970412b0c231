// Starts the parts that do the computing, as the configuration says: what the server and the command line without a
// server have in common. It opens no data and no network.
import { createModuleEngine } from './adapters/asr-module/module-engine.ts'
import { createMoonshine } from './adapters/asr-moonshine/moonshine.ts'
import { createSherpa } from './adapters/asr-sherpa/sherpa.ts'
import { createSherpaDiariser } from './adapters/diariser-sherpa/sherpa-diariser.ts'
import { createOpenAiLlm } from './adapters/llm-openai/openai.ts'
import { createSileroVad } from './adapters/vad-silero/silero.ts'
import type { Config } from './config.ts'
import type { AsrEngine } from './ports/asr.ts'
import type { Diariser } from './ports/diariser.ts'
import type { Llm } from './ports/llm.ts'
import type { Log } from './ports/log.ts'
import { createRedactor } from './redaction/redactor.ts'

/** Where files derived from the installed models go, and where ways to end the parts are put. */
export interface EngineSurroundings {
  modelsDir: string
  /** Left out where whoever reads the results reads the errors, too. */
  log?: Log
  closers: (() => Promise<unknown>)[]
}

/** The parts that turn recordings into words, and words into answers. Models load in the background.
 * @throws Error when settings of the language model are incomplete, or a folder of models is */
export function startEngines(config: Config, { modelsDir, log, closers }: EngineSurroundings) {
  const asr = startRecogniser(config, modelsDir)
  const vad = createSileroVad(config.WORKERS)
  closers.push(asr.close, vad.close)
  const diariser = startDiariser(config, log)
  if (diariser) closers.push(diariser.close)
  return { asr, diariser, vad, ...startJudges(config, { closers }) }
}

/** What operators need beside their own threads.
 * @throws Error when settings of the language model are incomplete */
export function startJudges(config: Config, { closers }: Pick<EngineSurroundings, 'closers'>) {
  const llm = openLlm(config)
  const redactor = createRedactor({ extended: config.REDACT_EXTENDED, token: config.REDACT_TOKEN })
  closers.push(redactor.close)
  return { redactor, llm, llmUnredacted: config.LLM_UNREDACTED }
}

/** The configured language model; null when there is none.
 * @throws Error when its settings are incomplete */
export function openLlm(config: Config): Llm | null {
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: model, LLM_API_KEY: apiKey } = config
  if (!baseUrl !== !model) throw new Error('set both LLM_BASE_URL and LLM_MODEL, or neither')
  return baseUrl && model ? createOpenAiLlm({ baseUrl, model, apiKey }) : null
}

function startRecogniser(config: Config, modelsDir: string): AsrEngine {
  const { ASR_MODEL: model, WORKERS: threads } = config
  if (model.startsWith('module:')) {
    return createModuleEngine({ module: model.slice('module:'.length), threads })
  }
  if (model.startsWith('sherpa:')) return createSherpa({ folder: model.slice('sherpa:'.length), threads })
  return createMoonshine({
    size: model === 'moonshine-tiny' ? 'tiny' : 'base',
    threads,
    modelsDir,
    batchRows: config.ASR_BATCH_ROWS,
    batchSeconds: config.ASR_BATCH_SECONDS,
  })
}

function startDiariser(config: Config, log?: Log): Diariser | null {
  const { DIARIZATION_MODELS: folder, DIARIZATION_SPEAKERS: speakers, WORKERS: atOnce } = config
  if (!folder) return null
  const diariser = createSherpaDiariser({ folder, speakers, atOnce })
  return log ? discreet(diariser, log) : diariser
}

/** Tells the log why voices could not be told apart, which names files of this machine, and callers only that. */
export function discreet(diariser: Diariser, log: Log): Diariser {
  return {
    ...diariser,
    diarise: (spool, signal) =>
      diariser.diarise(spool, signal).catch((err) => {
        signal.throwIfAborted()
        log.warn({ err }, 'voices could not be told apart')
        throw new Error('the speaker models failed; the log of the server says why')
      }),
  }
}
