// Runs `verbatim transcribe`: from its options to the exit code.
import { availableParallelism } from 'node:os'
import { readConfig } from '../../config.ts'
import { type Local, openLocal } from '../../local.ts'
import { exitCodes } from '../exit.ts'
import { makePlan, type PlanOptions } from './plan.ts'
import { createProgressDisplay, type ProgressDisplay } from './progress-display.ts'
import { checkRedaction, parseLanguage, parseOperators, parseSpeakers } from './settings.ts'
import { runTasks } from './work.ts'

/** The options as they were given. */
export interface TranscribeOptions extends PlanOptions {
  redact?: boolean
  operators?: string
  language: string
  model?: string
  workers?: string
  speakers: string
  words: boolean
  quiet?: boolean
  dataDir?: string
}

/** What shells expect of a command that Ctrl-C ended. */
const INTERRUPTED = 130

/** Does all of the work and ends the process.
 * @throws CommandError, Error when nothing could be begun */
export async function runTranscribe(args: readonly string[], options: TranscribeOptions): Promise<never> {
  const plan = await makePlan(args, options)
  const operators = options.operators === undefined ? [] : parseOperators(options.operators)
  const speakers = parseSpeakers(options.speakers)
  const config = readConfig(flagsOf(options))
  const display = createProgressDisplay(process.stderr, { total: plan.total, quiet: options.quiet === true })
  for (const { label, reason } of plan.missing) display.say(`${label}: ${reason}`)
  if (options.watch !== undefined) display.say(`watching ${options.watch}; Ctrl-C stops`)
  const local = await openLocal({ ...config, WORKERS: config.WORKERS || availableParallelism() })
  const { signal } = stopOnSignals(local, display)
  let failures = plan.missing.length
  try {
    const languageCode = parseLanguage(options.language, local.languages)
    const redacted = checkRedaction(options.redact === true, languageCode)
    failures += await runTasks({
      plan,
      local,
      display,
      request: { languageCode, redaction: redacted, operators },
      view: { languageCode, redacted, withWords: options.words, speakers },
      maxBytes: config.MEDIA_MAX_BYTES,
      signal,
      stdout: process.stdout,
    })
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    display.clear()
    await local.close()
  }
  if (signal.aborted) process.exit(options.watch === undefined ? INTERRUPTED : exitCodes.done)
  process.exit(failures > 0 ? exitCodes.failed : exitCodes.done)
}

function flagsOf({ dataDir, model, workers }: TranscribeOptions) {
  return {
    ...(dataDir !== undefined && { DATA_DIR: dataDir }),
    ...(model !== undefined && { ASR_MODEL: model }),
    ...(workers !== undefined && { WORKERS: workers }),
  }
}

/** On a signal, or when nobody reads our output any more: leaves no file behind and aborts. What is under way is of no
 * use to anybody, but a thread in the middle of a computation must not be torn away: that ends the whole process badly.
 * A second signal does not wait for it. */
function stopOnSignals(local: Local, display: ProgressDisplay): AbortController {
  const stop = new AbortController()
  const end = () => {
    if (stop.signal.aborted) process.kill(process.pid, 'SIGKILL')
    display.clear()
    local.removeFiles()
    stop.abort(new Error('interrupted'))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  process.stdout.on('error', () => stop.signal.aborted || end())
  return stop
}
