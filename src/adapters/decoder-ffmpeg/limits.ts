// What one ffmpeg child may take (speech-and-media section 5.8). The wall clock and the size of its output are
// watched by ourselves everywhere; the rest is set by `prlimit` on Linux only.
import { mostBytes } from './output-size.ts'

const MAX_ADDRESS_BYTES = 2_147_483_648
const MAX_OPEN_FILES = 64

/** After how long a child is ended by force, in ms, for a limit of `maxSeconds` of audio. */
export function wallLimitMs(maxSeconds: number): number {
  return 60_000 + maxSeconds * 50
}

/** Arguments of `prlimit` for a limit of `maxSeconds` of audio. The one file that is written is the output. */
export function limitFlags(maxSeconds: number): string[] {
  return [
    `--as=${MAX_ADDRESS_BYTES}`,
    `--cpu=${Math.ceil(wallLimitMs(maxSeconds) / 1000)}`,
    `--nofile=${MAX_OPEN_FILES}`,
    `--fsize=${mostBytes(maxSeconds)}`,
    '--core=0',
  ]
}
