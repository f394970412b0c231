// Stage: the address of a recording in, a stored object out.
import { join } from 'node:path'
import { fault, VerbatimError } from '../domain/errors.ts'
import type { StoredMedia, Transcript } from '../domain/transcript.ts'
import type { Fetcher } from '../ports/fetcher.ts'
import type { MediaStore } from '../ports/media-store.ts'

/** Downloads the recording of `transcript` and puts it into the media store.
 * @throws VerbatimError never retryable: the fetcher has already tried again where that can help, and the
 *   origin is not to be asked more often than `MEDIA_FETCH_ATTEMPTS` says (contract section 9) */
export async function fetchRecording(
  { transcript, workDir }: { transcript: Transcript; workDir: string },
  deps: { fetcher: Fetcher; mediaStore: MediaStore; maxBytes: number; signal: AbortSignal },
): Promise<StoredMedia> {
  const url = transcript.channel.mediaUrl
  if (url === null) throw fault('recordingNotFound')
  const toPath = join(workDir, 'download')
  const { bytes, sha256 } = await deps.fetcher
    .download({ url, toPath, maxBytes: deps.maxBytes, signal: deps.signal })
    .catch((error) => {
      const passing = error instanceof VerbatimError && error.retryable
      throw passing ? fault(error.key, error.message, { retryable: false }) : error
    })
  const key = `media/${transcript.accountSid}/${transcript.sid}/original`
  await deps.mediaStore.take(key, toPath)
  return { key, bytes, sha256, contentType: null }
}
