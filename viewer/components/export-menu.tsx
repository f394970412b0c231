// The transcript as a file, in the view that the page shows.
import { addressOf } from '../api.ts'
import { Menu } from './menu.tsx'

const formats: [ending: string, what: string][] = [
  ['srt', 'Captions, SRT'],
  ['vtt', 'Captions, WebVTT'],
  ['txt', 'Plain text'],
  ['json', 'JSON'],
]

/** The menu. `mediaUrl` is the audio, null where there is none. */
export function ExportMenu({
  sid,
  redacted,
  mediaUrl,
  onEmbed,
}: {
  sid: string
  redacted: boolean
  mediaUrl: string | null
  /** Makes an address for another page; null for who may not. */
  onEmbed: (() => void) | null
}) {
  return (
    <Menu label="Export">
      {formats.map(([ending, what]) => (
        <a
          key={ending}
          download={`${sid}.${ending}`}
          href={addressOf(`x/v1/Transcripts/${sid}/Captions.${ending}`, { Redacted: redacted })}
        >
          {what}
        </a>
      ))}
      {mediaUrl && (
        <a download href={addressOf(mediaUrl)}>
          Audio
        </a>
      )}
      {onEmbed && (
        <button type="button" onClick={onEmbed}>
          Embed…
        </button>
      )}
    </Menu>
  )
}
