// SubRip: numbered captions, the speaker's name before each sentence.
import { type CaptionSource, speakerOf, type Voice } from './caption-source.ts'
import { clockTime } from './clock-time.ts'
import { composeCues } from './cues.ts'

/** Longest name that is put before a sentence. */
const NAME_CHARACTERS = 20

/** The whole file. SubRip has no way to quote the arrow between times: in a text it becomes another one. */
export function toSrt(source: CaptionSource): string {
  const label = (voice: Voice) => `${shortened(speakerOf(source, voice))}: `
  const cues = composeCues(source.sentences, (voice) => label(voice).length)
  return cues
    .map(({ startMs, endMs, lines, opens, ...voice }, at) => {
      const text = `${opens ? label(voice) : ''}${lines.join('\n')}`.replaceAll('-->', '→')
      return `${at + 1}\n${clockTime(startMs, ',')} --> ${clockTime(endMs, ',')}\n${text}\n`
    })
    .join('\n')
}

function shortened(name: string): string {
  return name.length <= NAME_CHARACTERS ? name : `${name.slice(0, NAME_CHARACTERS - 1).trimEnd()}…`
}
