// Stage: where a recording is in, a stored object out. It comes from an address, from our own recordings, or from
// Twilio's, in this order (contract section 9).
import { join } from 'node:path'
import { fault, VerbatimError } from '../domain/errors.ts'
import type { StoredMedia, Transcript } from '../domain/transcript.ts'
import type { Fetcher } from '../ports/fetcher.ts'
import type { MediaStore } from '../ports/media-store.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import type { UpstreamRecordings } from '../ports/upstream-recordings.ts'
import { ofRun } from './run-keys.ts'

/** What fetching needs. */
export interface FetchDeps {
  unitOfWork: UnitOfWork
  fetcher: Fetcher
  /** Null when no upstream account is configured. */
  upstream: UpstreamRecordings | null
  mediaStore: MediaStore
  maxBytes: number
  signal: AbortSignal
}

/** The stored recording, and what its source knew beyond the audio. */
export interface FetchedRecording {
  media: StoredMedia
  facts: Partial<Pick<Transcript, 'channel' | 'mediaStartTime'>>
}

/** Puts a copy of the recording of `transcript` into the media store, under a key of this run.
 * @throws VerbatimError not retryable but for a recording that is not completed: the fetcher has already tried
 *   again where that can help, and the origin is not to be asked more often than `MEDIA_FETCH_ATTEMPTS` says */
export async function fetchRecording(
  { transcript, workDir, run }: { transcript: Transcript; workDir: string; run: number },
  deps: FetchDeps,
): Promise<FetchedRecording> {
  const key = `media/${transcript.accountSid}/${transcript.sid}/${ofRun('original', run)}`
  const toPath = join(workDir, 'download')
  const { mediaUrl } = transcript.channel
  if (mediaUrl === null) return fetchBySid({ transcript, key, toPath }, deps)
  const { bytes, sha256 } = await deps.fetcher
    .download({ url: mediaUrl, toPath, maxBytes: deps.maxBytes, signal: deps.signal })
    .catch(refuseAnotherTry)
  await deps.mediaStore.take(key, toPath, transcript)
  return { media: { key, bytes, sha256, contentType: null }, facts: {} }
}

interface SourceRequest {
  transcript: Transcript
  key: string
  toPath: string
}

async function fetchBySid(
  { transcript, key, toPath }: SourceRequest,
  deps: FetchDeps,
): Promise<FetchedRecording> {
  const { accountSid, channel, mediaStartTime } = transcript
  const sid = channel.sourceSid
  if (sid === null) throw fault('recordingNotFound')
  const stored = await deps.unitOfWork(({ recordings }) => recordings.find(accountSid, sid))
  if (stored) {
    await deps.mediaStore.copy(stored.media.key, key, transcript)
    return { media: { ...stored.media, key }, facts: {} }
  }
  if (deps.upstream?.owner !== accountSid) throw fault('recordingNotFound')
  const { bytes, sha256, callSid, startTime } = await deps.upstream
    .download({ sid, toPath, maxBytes: deps.maxBytes, signal: deps.signal })
    .catch(refuseAnotherTry)
  await deps.mediaStore.take(key, toPath, transcript)
  return {
    media: { key, bytes, sha256, contentType: null },
    facts: { channel: { ...channel, callSid }, mediaStartTime: mediaStartTime ?? startTime },
  }
}

/** Not about the origin: it was not asked, or gave what we could not keep. */
const worthAnotherTry: readonly string[] = ['recordingNotReady', 'storageFull']

function refuseAnotherTry(error: unknown): never {
  const passing = error instanceof VerbatimError && error.retryable && !worthAnotherTry.includes(error.key)
  throw passing ? fault(error.key, error.message, { retryable: false }) : error
}
