// All checks of an installation. They change nothing, but for a small object in the bucket that is gone afterwards, and
// open nothing that a running server holds.
import type { Config } from '../config.ts'
import { type ClockReading, checkClock, newestWriteMs } from './check-clock.ts'
import { checkDataDir } from './check-data-dir.ts'
import { checkDatabase } from './check-database.ts'
import { checkFfmpeg } from './check-ffmpeg.ts'
import { checkLlm } from './check-llm.ts'
import { checkMedia } from './check-media.ts'
import { checkModels } from './check-models.ts'
import { checkNetwork } from './check-network.ts'
import { checkPort } from './check-port.ts'
import { checkSpeakers } from './check-speakers.ts'
import { type Finding, findingsOf } from './finding.ts'

const LEAST_NODE = 24

/** Looks at everything that a server with this configuration would need. */
export async function examine(config: Config): Promise<Finding[]> {
  const [models, speakers, database, ffmpeg, llm, port, media] = await Promise.all([
    checkModels(config),
    checkSpeakers(config),
    checkDatabase(config),
    checkFfmpeg(config),
    checkLlm(config),
    checkPort(config),
    checkMedia(config),
  ])
  const clocks: ClockReading[] = [
    ...(database.clock ? [{ ...database.clock, source: 'the database' }] : []),
    ...(llm.clock ? [{ ...llm.clock, source: 'the language model' }] : []),
  ]
  return [
    checkNode(process.version),
    models,
    speakers,
    ...checkDataDir(config),
    media,
    database.finding,
    ffmpeg,
    ...checkNetwork(config),
    llm.finding,
    checkClock(clocks, writtenIn(config)),
    port,
  ]
}

/** Null where it can not be read, which is told elsewhere. */
function writtenIn({ DATA_DIR }: Config): number | null {
  try {
    return newestWriteMs(DATA_DIR)
  } catch {
    return null
  }
}

function checkNode(version: string): Finding {
  const { ok, problem } = findingsOf('node')
  const major = Number(version.slice(1).split('.')[0])
  return major >= LEAST_NODE
    ? ok(version)
    : problem(`${version} is too old`, `install Node ${LEAST_NODE} or later`)
}
