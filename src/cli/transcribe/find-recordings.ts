// From what stands on the command line to recordings: files, folders, patterns, and `-` for stdin.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'

/** `path` null means stdin. `label` is how people see it. */
export interface FoundRecording {
  path: string | null
  label: string
}

/** One argument that led to nothing. */
export interface NotFound {
  label: string
  reason: string
}

const extensions = new Set(
  'wav wave mp3 flac ogg oga opus spx m4a m4b mp4 aac webm mka amr awb 3gp wma aif aiff au snd caf gsm sph w64'.split(
    ' ',
  ),
)

/** True when the name ends like that of a recording. */
export function isRecordingName(name: string): boolean {
  const file = basename(name)
  return !file.startsWith('.') && extensions.has(extname(file).slice(1).toLowerCase())
}

/** Paths of what lies in a folder and is called like a recording, by name. */
export function recordingsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter(isRecordingName)
    .sort()
    .map((name) => join(folder, name))
}

/** Recordings in the order of the arguments, each once; those of a folder (not of folders in it) or pattern by name. A
 * file that is named outright counts whatever it is called. */
export async function findRecordings(
  args: readonly string[],
): Promise<{ found: FoundRecording[]; missing: NotFound[] }> {
  const found = new Map<string, FoundRecording>()
  const missing: NotFound[] = []
  for (const arg of args) {
    const paths = await pathsOf(arg)
    if (typeof paths === 'string') missing.push({ label: arg, reason: paths })
    else for (const path of paths) found.set(path ?? arg, { path, label: path ?? 'stdin' })
  }
  return { found: [...found.values()], missing }
}

/** The reason as a text when there are none. */
async function pathsOf(arg: string): Promise<(string | null)[] | string> {
  if (arg === '-') return [null]
  if (/^https?:\/\//i.test(arg)) return 'it is an address; download it first, or send it to a server'
  if (existsSync(arg)) {
    if (!statSync(arg).isDirectory()) return [arg]
    const paths = recordingsIn(arg)
    return paths.length > 0 ? paths : 'there are no recordings in this folder'
  }
  if (!/[*?[{]/.test(arg)) return 'there is no such file'
  const matches: string[] = []
  for await (const path of glob(arg)) if (statSync(path).isFile()) matches.push(path)
  return matches.length > 0 ? matches.sort() : 'no file fits this pattern'
}
