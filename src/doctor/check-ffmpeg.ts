// Is there an ffmpeg for the formats that are not decoded without it?
import { findFfmpeg } from '../adapters/decoder-ffmpeg/find-ffmpeg.ts'
import type { Config } from '../config.ts'
import { type Finding, findingsOf, messageOf } from './finding.ts'

const { ok, warning, problem, skipped } = findingsOf('ffmpeg')
const WITHOUT = 'WAV, MP3, FLAC and Ogg are read, M4A, AAC, AMR, WMA and WebM are not'

/** Looks for the program as the server does. */
export async function checkFfmpeg({ FFMPEG_PATH }: Pick<Config, 'FFMPEG_PATH'>): Promise<Finding> {
  if (FFMPEG_PATH?.trim().toLowerCase() === 'off') return skipped(`switched off: ${WITHOUT}`)
  try {
    const found = await findFfmpeg(FFMPEG_PATH)
    if (!found) return warning(`there is none: ${WITHOUT}`, 'install ffmpeg, or set FFMPEG_PATH')
    const limited =
      found.prlimit || process.platform !== 'linux' ? '' : ', without prlimit to hold it in bounds'
    return ok(`${found.path}, version ${found.version}${limited}`)
  } catch (error) {
    return problem(messageOf(error))
  }
}
