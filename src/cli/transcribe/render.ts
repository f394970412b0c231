// What was found out about a recording, in the formats that `verbatim transcribe` writes.
import { captionSource } from '../../captions/caption-source.ts'
import { toSrt } from '../../captions/srt.ts'
import { toVtt } from '../../captions/vtt.ts'
import type { Local } from '../../local.ts'
import { presentTranscribed } from '../../local.ts'
import { conversationLines } from './conversation-text.ts'

/** The formats, in the words of `--format`. */
export const formats = ['text', 'json', 'srt', 'vtt'] as const
/** One of {@link formats}. */
export type Format = (typeof formats)[number]

/** What the pipeline gave. */
export type Transcribed = Awaited<ReturnType<Local['transcribe']>>

/** How it is to be shown. */
export interface View {
  /** The name of the recording. */
  label: string
  languageCode: string
  redacted: boolean
  withWords: boolean
  /** Names of channel 1 and 2. */
  speakers: readonly string[]
  /** Colours in `text`, for a terminal. */
  colour: boolean
}

/** The ending of files in a format. */
export function extensionOf(format: Format): string {
  return format === 'text' ? 'txt' : format
}

/** One recording in one format. The text ends with a line break; JSON is one line. */
export function render(format: Format, transcribed: Transcribed, view: View): string {
  switch (format) {
    case 'text':
      return lines(conversationLines({ ...transcribed, ...view, speakers: speakersOf(transcribed, view) }))
    case 'json':
      return `${JSON.stringify({ file: view.label, ...presentTranscribed(transcribed, view) })}\n`
    case 'srt':
      return toSrt(captionsOf(transcribed, view))
    case 'vtt':
      return toVtt(captionsOf(transcribed, view))
  }
}

function captionsOf(transcribed: Transcribed, view: View) {
  const { redacted } = view
  const names = speakersOf(transcribed, view).map((name, at) => [at + 1, name] as const)
  return { ...captionSource(transcribed.sentences, { participants: [], redacted }), speakers: new Map(names) }
}

/** A recording of one channel has both parties on it: nobody can tell who speaks. */
function speakersOf({ audio }: Transcribed, { speakers }: View): readonly string[] {
  return audio.channels.length > 1 ? speakers : []
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('')
}
