// What `verbatim transcribe` is to do, as far as it can be known before anything is started.
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { CommandError, exitCodes } from '../exit.ts'
import { type FoundRecording, findRecordings, type NotFound, recordingsIn } from './find-recordings.ts'
import { planOutputs } from './output-files.ts'
import { extensionOf, type Format } from './render.ts'
import { parseFormats } from './settings.ts'
import { finishedFiles, openJournal } from './watch-folder.ts'

/** A recording on its way. */
export interface Task extends FoundRecording {
  /** Where its files go, without extension; null for stdout. */
  stem: string | null
  /** Hears how it went. */
  settle?(outcome: 'done' | 'failed'): void
}

/** All that is to be done. */
export interface Plan {
  formats: Format[]
  /** How many recordings there are; null when that is not known. */
  total: number | null
  missing: NotFound[]
  /** True when every recording is a line of JSON on stdout, beside files or instead of text. */
  jsonLines: boolean
  /** The recordings, as they come. */
  tasks(signal: AbortSignal): AsyncIterable<Task>
}

/** The options that a plan is made of. */
export interface PlanOptions {
  format?: string
  output?: string
  watch?: string
  json?: boolean
}

const LOOK_EVERY_MS = 1000
const LOOKS = 3

/** Makes the plan.
 * @throws CommandError usage; Error when there is no recording at all */
export async function makePlan(args: readonly string[], options: PlanOptions): Promise<Plan> {
  const { watch, json = false } = options
  const formats = parseFormats(options.format ?? (json && watch === undefined ? 'json' : 'text'))
  const folder = options.output ?? null
  const places = { folder, extensions: formats.map(extensionOf) }
  if (watch !== undefined) {
    checkWatch(watch, args)
    const tasks = (signal: AbortSignal) => watchedTasks(watch, { ...places, signal })
    return { formats, total: null, missing: [], jsonLines: json, tasks }
  }
  if (args.length === 0) throw usage('name the recordings to transcribe')
  const { found, missing } = await findRecordings(args)
  if (found.length === 0)
    throw new Error(missing.map(({ label, reason }) => `${label}: ${reason}`).join('; '))
  const captions = formats.some((one) => one === 'srt' || one === 'vtt')
  const toFiles = folder !== null || formats.length > 1 || (captions && found.length > 1)
  const jsonLines = json || (!toFiles && formats.includes('json'))
  return { formats, total: found.length, missing, jsonLines, tasks: () => fileTasks(found, places, toFiles) }
}

function checkWatch(watch: string, args: readonly string[]) {
  if (args.length > 0) throw usage('give either files or --watch')
  if (!existsSync(watch) || !statSync(watch).isDirectory()) throw usage(`there is no folder ${watch}`)
}

function usage(message: string): CommandError {
  return new CommandError(message, exitCodes.usage)
}

interface Places {
  folder: string | null
  extensions: string[]
}

async function* fileTasks(
  found: readonly FoundRecording[],
  places: Places,
  toFiles: boolean,
): AsyncGenerator<Task> {
  const nameOf = ({ path }: FoundRecording) => path ?? 'stdin'
  const stems = toFiles ? planOutputs(found.map(nameOf), places) : new Map<string, string>()
  yield* found.map((one) => ({ ...one, stem: stems.get(nameOf(one)) ?? null }))
}

/** The journal lies where the texts do: the watched folder may be one that only others write to. */
async function* watchedTasks(
  watched: string,
  { signal, ...places }: Places & { signal: AbortSignal },
): AsyncGenerator<Task> {
  const kept = places.folder ?? watched
  mkdirSync(kept, { recursive: true })
  const journal = openJournal(kept)
  const pause = () => setTimeout(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined)
  for await (const { path, state } of finishedFiles(watched, { journal, signal, looks: LOOKS, pause })) {
    const stem = planOutputs([...new Set([...recordingsIn(watched), path])], places).get(path) ?? null
    yield { path, label: path, stem, settle: (outcome) => journal.add(state, outcome) }
  }
}
