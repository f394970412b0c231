// Can voices be told apart, if that is wanted? The models are loaded, in a process of their own.
import { createSherpaDiariser } from '../adapters/diariser-sherpa/sherpa-diariser.ts'
import type { Config } from '../config.ts'
import type { Diariser } from '../ports/diariser.ts'
import { type Finding, findingsOf, messageOf } from './finding.ts'

const { ok, problem, skipped } = findingsOf('speakers')

/** Looks at the folder in DIARIZATION_MODELS and tries what is in it. */
export async function checkSpeakers(
  config: Pick<Config, 'DIARIZATION_MODELS' | 'DIARIZATION_SPEAKERS'>,
): Promise<Finding> {
  const { DIARIZATION_MODELS: folder, DIARIZATION_SPEAKERS: speakers } = config
  if (!folder) return skipped('no models are set: voices that share a channel are not told apart')
  let diariser: Diariser | null = null
  try {
    diariser = createSherpaDiariser({ folder, speakers, atOnce: 1 })
    await diariser.ready()
    return ok(`the models in ${folder} can be loaded`)
  } catch (error) {
    return problem(messageOf(error), 'see docs/guide/engines.md for what DIARIZATION_MODELS must hold')
  } finally {
    await diariser?.close()
  }
}
