// Rules of recordings: a file is kept only after it was decoded as a whole, so that what is stored can be used.
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fault, VerbatimError } from '../../domain/errors.ts'
import { contentTypeOf } from '../../domain/media-type.ts'
import type { Recording } from '../../domain/recording.ts'
import { type AccountSid, isSid, type Sid, sidFrom } from '../../domain/sid.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Decoder } from '../../ports/decoder.ts'
import type { MediaStore } from '../../ports/media-store.ts'
import type { JobName } from '../../ports/queue.ts'
import { noteLeftovers, removeRecording } from '../../ports/removal.ts'
import type { Store, UnitOfWork } from '../../ports/unit-of-work.ts'
import { orderTranscripts } from './order-transcripts.ts'

/** What recordings need. */
export interface RecordingsDeps {
  store: Store
  unitOfWork: UnitOfWork
  mediaStore: MediaStore
  /** Decodes a few files at a time. */
  uploadDecoder: Decoder
  clock: Clock
  limits: { maxBytes: number; maxSeconds: number }
  /** Folder for uploads under way. */
  workRoot: string
  /** Tells the workers of this process that there is work. */
  wake(name: JobName): void
}

/** A file that was received, with what its sender said about it. */
export interface Upload {
  path: string
  bytes: number
  sha256: string
  callSid: Sid<'call'> | null
  startTime: Date | null
}

/** Runs `work` with a private folder that is gone afterwards. */
export async function withWorkDir<T>(
  { workRoot }: Pick<RecordingsDeps, 'workRoot'>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(workRoot, 'recording-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Stores an uploaded recording and queues the transcripts that Services want of it.
 * @throws VerbatimError with status 400 and the code of the failure when the file can not be decoded */
export async function storeRecording(
  account: AccountSid,
  { upload, workDir }: { upload: Upload; workDir: string },
  deps: RecordingsDeps,
): Promise<Recording> {
  const audio = await deps.uploadDecoder
    .decode({ path: upload.path, spoolDir: workDir, maxSeconds: deps.limits.maxSeconds })
    .catch((error) => {
      if (!(error instanceof VerbatimError) || error.status !== undefined) throw error
      throw new VerbatimError(error.key, { message: error.message, status: 400, cause: error })
    })
  const sid = sidFrom('recording', deps.clock.randomHex())
  const now = deps.clock.now()
  const { bytes, sha256 } = upload
  const recording: Recording = {
    sid,
    accountSid: account,
    callSid: upload.callSid,
    channels: audio.channels.length,
    durationMs: audio.durationMs,
    media: {
      key: `media/${account}/${sid}/original`,
      bytes,
      sha256,
      contentType: contentTypeOf(audio.container),
    },
    startTime: upload.startTime ?? now,
    dateCreated: now,
    dateUpdated: now,
  }
  const prefix = `media/${account}/${sid}`
  await deps.unitOfWork((unit) => noteLeftovers({ prefix, account }, unit))
  try {
    await deps.mediaStore.take(recording.media.key, upload.path, { accountSid: account, customerKey: null })
    await insert(recording, prefix, deps)
  } catch (error) {
    await deps.mediaStore.removeAll(prefix)
    await deps.unitOfWork(({ takeBackRemoval }) => takeBackRemoval(prefix))
    throw error
  }
  return recording
}

async function insert(recording: Recording, prefix: string, deps: RecordingsDeps) {
  const queued = await deps.unitOfWork(async (unit) => {
    // An upload may take longer than it takes to delete its account.
    if (!(await unit.accounts.find(recording.accountSid))) throw fault('unauthenticated')
    if (!(await unit.takeBackRemoval(prefix)))
      throw fault('mediaStoreUnavailable', 'Storing the recording took too long')
    await unit.recordings.insert(recording)
    return orderTranscripts(recording, unit, deps.clock)
  })
  if (queued > 0) deps.wake('transcript')
}

/** Finds a recording.
 * @throws VerbatimError notFound */
export async function fetchRecording(
  account: AccountSid,
  sid: string,
  { store }: Pick<RecordingsDeps, 'store'>,
): Promise<Recording> {
  const recording = isSid('recording', sid) ? await store.recordings.find(account, sid) : null
  if (!recording) throw fault('notFound', `The recording ${sid} was not found`)
  return recording
}

/** Deletes a recording; transcripts made of it keep their own copy.
 * @throws VerbatimError notFound */
export async function deleteRecording(account: AccountSid, sid: string, deps: RecordingsDeps): Promise<void> {
  const removed = isSid('recording', sid) && (await removeRecording(account, sid, deps))
  if (!removed) throw fault('notFound', `The recording ${sid} was not found`)
}
