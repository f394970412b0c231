// Runs one ffmpeg child from start to end within its limits. Knows processes, not what an ending means for the
// recording: that is judged in judge-run.ts.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { type FileHandle, open } from 'node:fs/promises'
import { setPriority } from 'node:os'
import type { Readable } from 'node:stream'
import { commandLine } from './command-line.ts'
import { createLogReader, type FfmpegLog } from './ffmpeg-log.ts'
import type { FoundFfmpeg } from './find-ffmpeg.ts'
import { hasEnough } from './output-size.ts'

const NICENESS = 10
const SIZE_CHECK_MS = 100
const isWindows = process.platform === 'win32'
type Child = ChildProcessByStdio<null, null, Readable>

/** One file to decode. */
export interface FfmpegJob {
  /** Absolute path without an extension. */
  source: string
  /** Where the WAVE goes (0600); the caller removes it. */
  target: string
  maxSeconds: number
  /** After how long the child is ended by force. */
  timeLimitMs: number
  signal: AbortSignal
}

/** How a child ended: by itself with success (`whole`) or failure (`failed`, also by a signal), or by us because
 * there was more sound than is of use (`cut`) or the time was over (`timedOut`). */
export interface FfmpegRun {
  ending: 'whole' | 'failed' | 'cut' | 'timedOut'
  log: FfmpegLog
}

/** Decodes `job.source` to WAVE in `job.target`. When this returns or throws, the child is gone.
 * @throws the signal's reason; Error when the child cannot be started or its output not be stored */
export async function runFfmpeg(ffmpeg: FoundFfmpeg, job: FfmpegJob): Promise<FfmpegRun> {
  job.signal.throwIfAborted()
  const output = await open(job.target, 'w+', 0o600)
  try {
    return await runInto(output, ffmpeg, job)
  } finally {
    await output.close()
  }
}

async function runInto(output: FileHandle, ffmpeg: FoundFfmpeg, job: FfmpegJob): Promise<FfmpegRun> {
  const { signal, maxSeconds, timeLimitMs } = job
  signal.throwIfAborted()
  const child = start(commandLine(ffmpeg, job), output)
  const log = createLogReader()
  child.stderr.on('data', log.add)
  let stopped: 'cut' | 'timedOut' | null = null
  const stop = (reason: typeof stopped) => {
    stopped ??= reason
    kill(child)
  }
  const abort = () => kill(child)
  const timer = setTimeout(stop, timeLimitMs, 'timedOut')
  const watch = setInterval(() => {
    // What cannot be read now is found out at the end.
    hasEnough(output, maxSeconds).then((enough) => enough && stop('cut'), abort)
  }, SIZE_CHECK_MS)
  signal.addEventListener('abort', abort, { once: true })
  try {
    const success = await endOf(child)
    signal.throwIfAborted()
    stopped ??= (await hasEnough(output, maxSeconds)) ? 'cut' : null
    return { ending: stopped ?? (success ? 'whole' : 'failed'), log: log.read() }
  } finally {
    clearTimeout(timer)
    clearInterval(watch)
    signal.removeEventListener('abort', abort)
  }
}

/** A group of its own: with it go the children of a wrapper script, and a Ctrl-C meant for the server, which ends
 * its decodes in order, does not reach it. */
function start([program, ...args]: [string, ...string[]], output: FileHandle): Child {
  const child = spawn(program, args, {
    stdio: ['ignore', output.fd, 'pipe'],
    env: { PATH: process.env.PATH },
    detached: !isWindows,
    windowsHide: true,
  })
  try {
    if (child.pid !== undefined) setPriority(child.pid, NICENESS)
  } catch {
    // Already over, or not allowed here: then it competes as an equal.
  }
  return child as Child
}

/** Waits until the child and its pipe are gone. @returns true for exit code 0 */
function endOf(child: Child): Promise<boolean> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new Error('ffmpeg cannot be started', { cause })))
    child.once('close', (code) => resolve(code === 0))
  })
}

/** SIGKILL, which cannot be ignored. Whatever escaped the group may hold the pipe open: it is closed here. */
function kill(child: Child): void {
  try {
    if (child.pid === undefined || isWindows) child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Already gone.
  }
  child.stderr.destroy()
}
