// Stage: a stored recording in, one spool per channel out.
import type { DecodedAudio } from '../domain/audio.ts'
import type { StoredMedia, Warning } from '../domain/transcript.ts'
import type { Decoder } from '../ports/decoder.ts'
import type { MediaStore } from '../ports/media-store.ts'

/** What decoding needs. `onProgress` is told the part (0..1) of the file that is decoded. */
export interface DecodingDeps {
  decoder: Decoder
  mediaStore: MediaStore
  maxSeconds: number
  signal: AbortSignal
  onProgress(part: number): void
}

/** Decodes `media` into `workDir`.
 * @throws VerbatimError as the decoder port says */
export function decodeRecording(
  { media, workDir }: { media: StoredMedia; workDir: string },
  { decoder, mediaStore, maxSeconds, signal, onProgress }: DecodingDeps,
): Promise<DecodedAudio> {
  const how = { spoolDir: workDir, maxSeconds, signal, onProgress }
  return mediaStore.withFile(media.key, (path) => decoder.decode({ path, ...how }))
}

/** What a user should know of a damaged file. */
export function decodingWarnings({ errorCount, filledMs }: DecodedAudio): Warning[] {
  if (errorCount === 0) return []
  const message = `The file is damaged in ${errorCount} places; ${Math.round(filledMs)} ms were filled with silence`
  return [{ code: 'media-damaged', message }]
}
