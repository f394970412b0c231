// Takes recordings through the pipeline side by side, and puts what comes out where it was asked for. One that fails
// does not stop the others.
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fault, VerbatimError } from '../../domain/errors.ts'
import type { Progress } from '../../domain/progress.ts'
import type { AttachedOperator, StageName } from '../../domain/transcript.ts'
import type { Local } from '../../local.ts'
import { writeOutputs } from './output-files.ts'
import type { Plan, Task } from './plan.ts'
import type { ProgressDisplay } from './progress-display.ts'
import { extensionOf, render, type Transcribed, type View } from './render.ts'

/** Everything that the work needs. */
export interface Work {
  plan: Plan
  local: Pick<Local, 'transcribe' | 'filesAtOnce' | 'workRoot'>
  display: ProgressDisplay
  request: { languageCode: string; redaction: boolean; operators: readonly AttachedOperator[] }
  view: Omit<View, 'label' | 'colour'>
  /** Largest recording that is taken from stdin. */
  maxBytes: number
  signal: AbortSignal
  stdout: { write(text: string): unknown; hasColors?(): boolean }
}

/** Runs all tasks; what goes to stdout comes in their order.
 * @returns how many failed */
export async function runTasks(work: Work): Promise<number> {
  const source = work.plan.tasks(work.signal)[Symbol.asyncIterator]()
  let failures = 0
  let turn = Promise.resolve()
  const print = ({ printed }: Outcome) => {
    if (printed === '') return
    work.display.clear()
    work.stdout.write(printed)
  }
  const lane = async () => {
    for (let next = await source.next(); !next.done; next = await source.next()) {
      const outcome = runTask(next.value, work)
      // A lane does not wait for its turn to print: others may be slow.
      turn = turn.then(() => outcome).then(print)
      turn.catch(() => undefined)
      if ((await outcome).failed) failures++
    }
  }
  await Promise.all(Array.from({ length: work.local.filesAtOnce }, lane))
  await turn
  return failures
}

/** What became of a task, and what stdout gets of it. */
interface Outcome {
  failed: boolean
  printed: string
}

async function runTask(task: Task, work: Work): Promise<Outcome> {
  const { display, signal } = work
  const { label } = task
  const startedMs = performance.now()
  try {
    const path = task.path ?? (await saveStdin(work))
    const onProgress = (progress: Progress) => {
      // The pipeline passes through all of its stages, also where there is nothing to do.
      if (isAsked(progress.stage, work.request)) display.update(label, progress)
    }
    const transcribed = await work.local.transcribe({ ...work.request, path, signal, onProgress })
    const written = task.stem === null ? [] : writeOutputs(task.stem, outputsOf(transcribed, label, work))
    for (const warning of transcribed.warnings) display.say(warningLine(label, warning))
    const audio = seconds(transcribed.audio.durationMs)
    const where = written.length > 0 ? ` → ${written.join(', ')}` : ''
    display.finish(label, `${label}: ${audio} of audio in ${seconds(performance.now() - startedMs)}${where}`)
    task.settle?.('done')
    return { failed: false, printed: printedText(transcribed, task, work) }
  } catch (error) {
    signal.throwIfAborted()
    display.finish(label, null)
    display.say(`${label}: failed: ${messageOf(error)}`)
    task.settle?.('failed')
    return { failed: true, printed: work.plan.jsonLines ? failureJson(error, label) : '' }
  }
}

function isAsked(stage: StageName, { redaction, operators }: Work['request']): boolean {
  return stage === 'redact' ? redaction : stage !== 'operate' || operators.length > 0
}

function outputsOf(transcribed: Transcribed, label: string, { plan, view }: Work) {
  return plan.formats.map((format) => ({
    extension: extensionOf(format),
    text: render(format, transcribed, { ...view, label, colour: false }),
  }))
}

function printedText(transcribed: Transcribed, { label, stem }: Task, { plan, view, stdout }: Work): string {
  if (plan.jsonLines) return render('json', transcribed, { ...view, label, colour: false })
  const format = plan.formats[0]
  if (stem !== null || format === undefined) return ''
  const text = render(format, transcribed, { ...view, label, colour: stdout.hasColors?.() === true })
  return plan.total === 1 ? text : `# ${label}\n${text}\n`
}

function failureJson(error: unknown, label: string): string {
  const code = error instanceof VerbatimError ? error.code : null
  return `${JSON.stringify({ file: label, error: { code, message: messageOf(error) } })}\n`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function warningLine(label: string, { message, startMs }: Transcribed['warnings'][number]): string {
  return `${label}: ${message}${startMs === undefined ? '' : ` (at ${seconds(startMs)})`}`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

/** What comes through a pipe can not be read twice, and decoders want to. */
async function saveStdin({ local, maxBytes, signal }: Work): Promise<string> {
  const path = join(local.workRoot, 'stdin')
  let bytes = 0
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > maxBytes) done(fault('mediaTooLarge'))
      else done(null, chunk)
    },
  })
  await pipeline(process.stdin, limit, createWriteStream(path, { mode: 0o600 }), { signal })
  return path
}
