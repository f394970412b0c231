// WebVTT: captions with the speaker as a voice.
import { type CaptionSource, speakerOf } from './caption-source.ts'
import { clockTime } from './clock-time.ts'
import { composeCues } from './cues.ts'

/** The whole file. */
export function toVtt(source: CaptionSource): string {
  const cues = composeCues(source.sentences).map(
    ({ startMs, endMs, lines, ...voice }) =>
      `${clockTime(startMs, '.')} --> ${clockTime(endMs, '.')}\n` +
      `<v ${escaped(speakerOf(source, voice))}>${escaped(lines.join('\n'))}\n`,
  )
  return ['WEBVTT\n', ...cues].join('\n')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Escapes what begins tags and entities, and with that the arrow between times. */
function escaped(text: string): string {
  return text.replace(/[&<>]/g, (character) => entities[character]!)
}
