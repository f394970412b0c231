// Stage: decoded sound in, its peaks into the media store, and where keys of a telephone were pressed.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DecodedAudio, MutedRange } from '../domain/audio.ts'
import { type MediaView, type Peaks, peaksKey } from '../domain/peaks.ts'
import type { Transcript } from '../domain/transcript.ts'
import type { MediaStore } from '../ports/media-store.ts'
import type { Renditions } from '../ports/renditions.ts'

/** Sound to look at: a recording of `transcript`. */
export interface SoundToSurvey {
  transcript: Transcript
  view: MediaView
  audio: Pick<DecodedAudio, 'channels' | 'durationMs'>
  workDir: string
}

/** What surveying needs. */
export interface SurveyDeps {
  renditions: Renditions
  mediaStore: MediaStore
  signal: AbortSignal
}

/** Stores the peaks; keys are looked for where the media are to be redacted.
 * @returns where keys were pressed */
export async function surveySound(
  { transcript, view, audio, workDir }: SoundToSurvey,
  { renditions, mediaStore, signal }: SurveyDeps,
): Promise<MutedRange[]> {
  const { peaks, keyTones } = await renditions.survey({
    channels: audio.channels,
    keyTones: transcript.mediaRedaction,
    signal,
  })
  const content: Peaks = { durationMs: audio.durationMs, channels: peaks }
  const path = join(workDir, `peaks-${view}.json`)
  await writeFile(path, JSON.stringify(content), { mode: 0o600 })
  await mediaStore.take(peaksKey(transcript, view), path, transcript)
  return keyTones
}
