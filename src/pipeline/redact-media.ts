// Stage: a recording and its redacted sentences in, a recording without the personal data out. It is kept in the media
// store, but shown only once it was listened to again (recheck.ts).
import { join } from 'node:path'
import type { DecodedAudio, Filler, MutedRange } from '../domain/audio.ts'
import type { MediaRedaction } from '../domain/redaction-report.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { StoredMedia, Transcript, Warning } from '../domain/transcript.ts'
import type { MediaStore } from '../ports/media-store.ts'
import type { Renditions } from '../ports/renditions.ts'
import type { VoiceActivity } from '../ports/vad.ts'
import { channelsLeak } from './channel-leak.ts'
import { mutedRanges } from './muted-ranges.ts'
import { ofRun } from './run-keys.ts'
import { unsureSpeech } from './unsure-speech.ts'

/** A recording to redact. `warnings` are those of recognition, `keyTones` pressed keys. */
export interface MediaToRedact {
  transcript: Transcript
  media: StoredMedia
  audio: DecodedAudio
  sentences: readonly Sentence[]
  activity: readonly VoiceActivity[]
  warnings: readonly Warning[]
  keyTones: readonly MutedRange[]
  workDir: string
  /** Number of the run. */
  run: number
}

/** What redacting media needs. */
export interface RedactMediaDeps {
  renditions: Renditions
  mediaStore: MediaStore
  redactAudio: Filler
  maxSeconds: number
  signal: AbortSignal
}

/** The key of the redacted recording of a run in the media store. */
export function redactedKey(
  { accountSid, sid }: Pick<Transcript, 'accountSid' | 'sid'>,
  run: number,
): string {
  return `media/${accountSid}/${sid}/${ofRun('redacted', run)}`
}

/** Stores the redacted recording under {@link redactedKey}, a WAV file with the same channels and length.
 * @returns what was done, and warnings about it
 * @throws VerbatimError as the renditions port says */
export async function redactMedia(
  input: MediaToRedact,
  deps: RedactMediaDeps,
): Promise<{ redaction: MediaRedaction; warnings: Warning[] }> {
  const { transcript, media, audio, keyTones, workDir } = input
  const { redactAudio: filler, maxSeconds, signal } = deps
  const unsure = unsureSpeech(input)
  const unread = input.warnings.filter(({ startMs, endMs }) => startMs !== undefined && endMs !== undefined)
  const mute = mutedRanges({ ...input, unread: input.warnings, others: [...unsure, ...keyTones] })
  const toPath = join(workDir, 'redacted.wav')
  await deps.mediaStore.withFile(media.key, (path) =>
    deps.renditions.mute({ path, toPath, audio, mute, filler, workDir, maxSeconds, signal }),
  )
  const key = redactedKey(transcript, input.run)
  await deps.mediaStore.take(key, toPath, transcript)
  const redaction = {
    key,
    durationMs: audio.durationMs,
    channelCount: audio.channels.length,
    filler,
    muted: mute,
    unreadRanges: unread.length + unsure.length,
    keyTones: keyTones.length,
  }
  return { redaction, warnings: warningsOf(unsure, channelsLeak(input.activity)) }
}

function warningsOf(unsure: readonly MutedRange[], leak: boolean): Warning[] {
  const found: Warning[] = unsure.map((range) => ({
    ...range,
    code: 'unsure-speech',
    message: 'Not understood after talk of personal data; muted in the redacted recording',
  }))
  if (leak) {
    const message = 'The parties are heard on both channels; what is redacted was muted on both'
    found.push({ code: 'muted-on-both', message })
  }
  return found
}
