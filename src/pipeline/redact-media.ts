// Stage: a recording and its redacted sentences in, a recording without the personal data out (language.md section
// 6). What was taken out of the text becomes silence, with a margin; so does speech that nobody could read.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { contentTypeOf } from '../domain/media-type.ts'
import { redactedOf, type Sentence } from '../domain/sentence.ts'
import type { StoredMedia, Transcript, Warning } from '../domain/transcript.ts'
import type { MediaStore } from '../ports/media-store.ts'
import type { MutedRange, Renditions } from '../ports/renditions.ts'

/** Word times are off by up to a quarter of a second (language.md section 6). */
const MARGIN_MS = 250
/** Ranges that are closer than this become one: a sliver of sound between them helps nobody. */
const JOIN_MS = 300

/** A recording to redact. `warnings` tell of speech that was not understood. */
export interface MediaToRedact {
  transcript: Transcript
  media: StoredMedia
  sentences: readonly Sentence[]
  warnings: readonly Warning[]
  workDir: string
}

/** What redacting media needs. */
export interface RedactMediaDeps {
  renditions: Renditions
  mediaStore: MediaStore
  maxSeconds: number
  signal: AbortSignal
}

/** Stores the redacted recording, a WAV file with the same channels.
 * @throws VerbatimError as the renditions port says */
export async function redactMedia(input: MediaToRedact, deps: RedactMediaDeps): Promise<StoredMedia> {
  const { transcript, media, workDir } = input
  const { maxSeconds, signal } = deps
  const toPath = join(workDir, 'redacted.wav')
  const mute = mutedRanges(input)
  const { bytes } = await deps.mediaStore.withFile(media.key, (path) =>
    deps.renditions.render({
      path,
      toPath,
      format: 'wav',
      channels: null,
      workDir,
      maxSeconds,
      mute,
      signal,
    }),
  )
  const sha256 = createHash('sha256')
  await pipeline(createReadStream(toPath), sha256)
  const key = `media/${transcript.accountSid}/${transcript.sid}/redacted`
  await deps.mediaStore.take(key, toPath)
  return { key, bytes, sha256: sha256.digest('hex'), contentType: contentTypeOf('wav') }
}

/** What must not be heard, per channel in order of time. Where both channels hold the same sound, both fall silent. */
export function mutedRanges({
  sentences,
  warnings,
}: Pick<MediaToRedact, 'sentences' | 'warnings'>): MutedRange[] {
  const identical = warnings.some(({ code }) => code === 'identical-channels')
  const found = [
    ...sentences.flatMap(coveredWords),
    ...warnings.flatMap(({ channel, startMs, endMs }) =>
      channel === undefined || startMs === undefined || endMs === undefined
        ? []
        : [{ channel, startMs, endMs }],
    ),
  ]
  const everywhere = identical
    ? found.flatMap((range) => [1, 2].map((channel) => ({ ...range, channel })))
    : found
  return joinNear(everywhere.map(withMargin))
}

/** Words of the redacted form that are none of the sentence: tokens, with the time of what they stand for. */
function coveredWords(sentence: Sentence): MutedRange[] {
  const spoken = new Set(sentence.words.map(({ startMs, text }) => `${startMs} ${text}`))
  return redactedOf(sentence)
    .words.filter(({ startMs, text }) => !spoken.has(`${startMs} ${text}`))
    .map(({ startMs, endMs }) => ({ channel: sentence.channel, startMs, endMs }))
}

function withMargin({ channel, startMs, endMs }: MutedRange): MutedRange {
  return { channel, startMs: Math.max(0, startMs - MARGIN_MS), endMs: endMs + MARGIN_MS }
}

function joinNear(ranges: readonly MutedRange[]): MutedRange[] {
  const joined: MutedRange[] = []
  for (const range of ranges.toSorted((a, b) => a.channel - b.channel || a.startMs - b.startMs)) {
    const last = joined.at(-1)
    if (last?.channel === range.channel && range.startMs - last.endMs < JOIN_MS) {
      last.endMs = Math.max(last.endMs, range.endMs)
    } else joined.push({ ...range })
  }
  return joined
}
