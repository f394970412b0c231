// Stage: a recording and its redacted sentences in, a recording without the personal data out (language.md section
// 6). What was taken out of the text becomes silence, with a margin; so does speech that nobody could read.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { DecodedAudio } from '../domain/audio.ts'
import { contentTypeOf } from '../domain/media-type.ts'
import { redactedOf, type Sentence } from '../domain/sentence.ts'
import type { StoredMedia, Transcript, Warning } from '../domain/transcript.ts'
import type { MediaStore } from '../ports/media-store.ts'
import type { MutedRange, Renditions } from '../ports/renditions.ts'

/** Word times are off by up to a quarter of a second (language.md section 6). */
const MARGIN_MS = 250
/** Ranges that are closer than this become one: a sliver of sound between them helps nobody. */
const JOIN_MS = 300

/** A recording to redact. `unread` are warnings; those with times tell of speech that was not understood. */
export interface MediaToRedact {
  transcript: Transcript
  media: StoredMedia
  sentences: readonly Sentence[]
  unread: readonly Warning[]
  audio: Pick<DecodedAudio, 'channels' | 'durationMs'>
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
  await deps.mediaStore.take(key, toPath, transcript)
  return { key, bytes, sha256: sha256.digest('hex'), contentType: contentTypeOf('wav') }
}

/** What must not be heard, in order of time: on every channel, since one party's voice may leak into the other's. A
 * recording that was not read at all (too short) falls silent as a whole. */
export function mutedRanges({
  sentences,
  unread,
  audio,
}: Pick<MediaToRedact, 'sentences' | 'unread' | 'audio'>): MutedRange[] {
  const nothingRead = unread.some(({ code }) => code === 'recording-too-short')
  const found = nothingRead
    ? [{ startMs: 0, endMs: audio.durationMs }]
    : [
        ...sentences.flatMap(coveredWords),
        ...unread.flatMap(({ startMs, endMs }) =>
          startMs === undefined || endMs === undefined ? [] : [{ startMs, endMs }],
        ),
      ]
  const ranges = joinNear(found.map(withMargin))
  return audio.channels.flatMap((_, at) => ranges.map((range) => ({ ...range, channel: at + 1 })))
}

type Range = Omit<MutedRange, 'channel'>

/** Words of the redacted form that are none of the sentence: tokens, with the time of what they stand for. */
function coveredWords(sentence: Sentence): Range[] {
  const spoken = new Set(sentence.words.map(({ startMs, text }) => `${startMs} ${text}`))
  return redactedOf(sentence)
    .words.filter(({ startMs, text }) => !spoken.has(`${startMs} ${text}`))
    .map(({ startMs, endMs }) => ({ startMs, endMs }))
}

function withMargin({ startMs, endMs }: Range): Range {
  return { startMs: Math.max(0, startMs - MARGIN_MS), endMs: endMs + MARGIN_MS }
}

function joinNear(ranges: readonly Range[]): Range[] {
  const joined: Range[] = []
  for (const range of ranges.toSorted((a, b) => a.startMs - b.startMs)) {
    const last = joined.at(-1)
    if (last && range.startMs - last.endMs < JOIN_MS) last.endMs = Math.max(last.endMs, range.endMs)
    else joined.push({ ...range })
  }
  return joined
}
