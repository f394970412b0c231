// Looks once, at start, for the ffmpeg program that decodes what the server itself cannot, and for the programs
// that limit what ffmpeg may take and end it with us. None is shipped or installed by us.
import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, isAbsolute, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { limitFlags } from './limits.ts'

const ANSWER_LIMIT_MS = 5000
const MAX_ANSWER_BYTES = 65_536
const OFF = 'off'
/** The longest recording that the configuration can allow. */
const LONGEST_SECONDS = 24 * 3600
const run = promisify(execFile)

/** An ffmpeg that was seen to run. */
export interface FoundFfmpeg {
  /** Absolute path of the program. */
  path: string
  /** As the program gives it, e.g. `5.1.9-0+deb12u1`. */
  version: string
  /** The `prlimit` program (util-linux) to start it through; `null` where there is none that works. */
  prlimit: string | null
  /** The `setpriv` program (util-linux), which has a child end with the process that started it, however that ends;
   * `null` where there is none that works. */
  setpriv: string | null
}

/** Arguments of `setpriv`: the kernel kills the child when its parent is gone. */
export const dieWithParent: readonly string[] = ['--pdeathsig', 'KILL', '--']

/** Finds the program that `FFMPEG_PATH` names: `off` is none, unset is `ffmpeg` on PATH if it runs.
 * @throws Error when a path is set and what is there does not answer `-version` like ffmpeg within 5 s */
export async function findFfmpeg(setting: string | null | undefined): Promise<FoundFfmpeg | null> {
  if (setting?.trim().toLowerCase() === OFF) return null
  if (!setting) {
    const path = await onPath('ffmpeg')
    return path ? await ask(path).catch(() => null) : null
  }
  try {
    return await ask(resolve(setting))
  } catch (error) {
    throw new Error(`FFMPEG_PATH is ${setting}, ${reasonOf(error)}; set it to an ffmpeg program or to off`, {
      cause: error,
    })
  }
}

async function ask(path: string): Promise<FoundFfmpeg> {
  const version = /^ffmpeg version (\S{1,100})/.exec(await answer(path, ['-version']))?.[1]
  if (!version) throw new NotFfmpeg()
  const [prlimit, setpriv] = await Promise.all([findPrlimit(path), findSetpriv(path)])
  return { path, version, prlimit, setpriv }
}

class NotFfmpeg extends Error {}

function reasonOf(error: unknown): string {
  if (error instanceof NotFfmpeg) return 'which is not ffmpeg'
  const { code, killed } = error as { code?: unknown; killed?: boolean }
  if (code === 'ENOENT') return 'where there is no program'
  if (code === 'EACCES') return 'which may not be run'
  return killed ? 'which did not answer in time' : 'which does not run'
}

/** A limit that may not be set here ends every run: so the program is tried out with all of them. */
function findPrlimit(ffmpeg: string): Promise<string | null> {
  return findWrapper('prlimit', [...limitFlags(LONGEST_SECONDS), '--', ffmpeg, '-version'])
}

function findSetpriv(ffmpeg: string): Promise<string | null> {
  return findWrapper('setpriv', [...dieWithParent, ffmpeg, '-version'])
}

/** A program of Linux that starts another one, if it runs with `trial`. */
async function findWrapper(name: string, trial: readonly string[]): Promise<string | null> {
  if (process.platform !== 'linux') return null
  const path = await onPath(name)
  if (!path) return null
  return answer(path, trial).then(
    () => path,
    () => null,
  )
}

async function answer(path: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(path, args, {
    timeout: ANSWER_LIMIT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_ANSWER_BYTES,
    env: { PATH: process.env.PATH },
    windowsHide: true,
  })
  return stdout
}

/** Absolute path of the first program of this name on PATH. */
async function onPath(name: string): Promise<string | null> {
  const fileName = process.platform === 'win32' ? `${name}.exe` : name
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(isAbsolute)) {
    const path = join(folder, fileName)
    const runs = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (runs) return path
  }
  return null
}
