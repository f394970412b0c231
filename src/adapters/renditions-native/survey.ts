// Looks at decoded sound as a whole, one channel after the other. Synchronous and long: it belongs into the rendition
// thread.
import type { Survey, SurveyRequest } from '../../ports/renditions.ts'
import { createKeyToneDetector } from './key-tones.ts'
import { createPeakMeter } from './peaks.ts'
import { readBlocks } from './spool-blocks.ts'

/** What crosses into the rendition thread. */
export type SurveyJob = Omit<SurveyRequest, 'signal'>

/** Surveys the spools of `job`.
 * @throws the file system's errors as they are */
export function survey({ channels, keyTones }: SurveyJob): Survey {
  const surveyed = channels.map((spool, at) => {
    const meter = createPeakMeter(spool.sampleCount)
    const detector = keyTones ? createKeyToneDetector() : null
    for (const [block] of readBlocks([spool])) {
      meter.add(block!)
      detector?.add(block!)
    }
    const pressed = detector?.found() ?? []
    return { peaks: meter.peaks(), keyTones: pressed.map((range) => ({ ...range, channel: at + 1 })) }
  })
  return {
    peaks: surveyed.map(({ peaks }) => peaks),
    keyTones: surveyed.flatMap((one) => one.keyTones),
  }
}
