// Waits for recordings to appear in a folder: each is handed out once, when nobody writes to it any more.
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isRecordingName } from './find-recordings.ts'

/** Where it is written down which files were dealt with. */
export const JOURNAL_NAME = '.verbatim-transcribed.jsonl'

/** One state of one file: when it changes, it is another recording. */
interface FileState {
  file: string
  bytes: number
  modifiedMs: number
}

/** Remembers over restarts which files were dealt with. */
export interface Journal {
  has(state: FileState): boolean
  add(state: FileState, outcome: 'done' | 'failed'): void
}

/** Opens the journal in `folder`, and makes it with the first entry. */
export function openJournal(folder: string): Journal {
  const path = join(folder, JOURNAL_NAME)
  const keyOf = ({ file, bytes, modifiedMs }: FileState) => `${bytes} ${modifiedMs} ${file}`
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  const known = new Set(lines.flatMap(readLine).map(keyOf))
  // What a crash left without its line break must not swallow the next entry.
  const broken = lines.length > 0 && lines.at(-1) !== ''
  let prefix = broken ? '\n' : ''
  return {
    has: (state) => known.has(keyOf(state)),
    add({ file, bytes, modifiedMs }, outcome) {
      known.add(keyOf({ file, bytes, modifiedMs }))
      appendFileSync(path, `${prefix}${JSON.stringify({ file, bytes, modifiedMs, outcome })}\n`)
      prefix = ''
    },
  }
}

function readLine(line: string): FileState[] {
  try {
    const { file, bytes, modifiedMs } = JSON.parse(line)
    return typeof file === 'string' ? [{ file, bytes, modifiedMs }] : []
  } catch {
    return []
  }
}

/** A recording that is there as a whole. */
export interface FinishedFile {
  path: string
  state: FileState
}

/** How to look. A file counts as finished when it was the same at `looks` looks, with a `pause` between each two. */
export interface WatchOptions {
  journal: Journal
  signal: AbortSignal
  looks: number
  /** Resolves when it is time for the next look, at once when `signal` aborts. */
  pause(): Promise<unknown>
}

/** Hands out recordings of `folder` until `signal` aborts; each state of a file once, none that is in the journal. */
export async function* finishedFiles(folder: string, options: WatchOptions): AsyncGenerator<FinishedFile> {
  const { journal, signal, looks, pause } = options
  const seen = new Map<string, { state: FileState; times: number }>()
  while (!signal.aborted) {
    for (const file of readdirSync(folder).filter(isRecordingName).sort()) {
      const state = stateOf(folder, file)
      if (!state || journal.has(state)) continue
      const before = seen.get(file)
      const times = before && isSame(before.state, state) ? before.times + 1 : 1
      seen.set(file, { state, times })
      if (times === looks) yield { path: join(folder, file), state }
      if (signal.aborted) return
    }
    await pause()
  }
}

function stateOf(folder: string, file: string): FileState | null {
  const stats = statSync(join(folder, file), { throwIfNoEntry: false })
  if (!stats?.isFile() || stats.size === 0) return null
  return { file, bytes: stats.size, modifiedMs: stats.mtimeMs }
}

function isSame(a: FileState, b: FileState): boolean {
  return a.bytes === b.bytes && a.modifiedMs === b.modifiedMs
}
