// Peaks as they are stored beside a recording. The pipeline puts them there; for transcripts that it made before, they
// are made when somebody first asks.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { VerbatimError } from '../../domain/errors.ts'
import { type MediaView, type Peaks, peaksKey } from '../../domain/peaks.ts'
import type { StoredMedia, Transcript } from '../../domain/transcript.ts'
import type { TakePlace } from '../../http/places.ts'
import type { Decoder } from '../../ports/decoder.ts'
import type { MediaStore } from '../../ports/media-store.ts'
import { noteLeftovers } from '../../ports/removal.ts'
import type { Renditions } from '../../ports/renditions.ts'
import type { Store, UnitOfWork } from '../../ports/unit-of-work.ts'

/** What reading and making peaks needs. */
export interface PeaksDeps {
  store: Store
  unitOfWork: UnitOfWork
  mediaStore: MediaStore
  /** For requests alone: what they ask for must not keep a transcript waiting. */
  apiRenditions: Renditions
  /** Decodes a few files at a time. */
  uploadDecoder: Decoder
  limits: { maxSeconds: number }
  /** Folder for work under way. */
  workRoot: string
}

type MakingDeps = PeaksDeps & { takePlace: TakePlace }

/** A recording of a transcript. */
export interface WantedPeaks {
  transcript: Transcript
  view: MediaView
  stored: StoredMedia
  signal: AbortSignal
}

/** The peaks of a recording; null when the recording is not there any more or can not be decoded. They are made for
 * completed transcripts only: of others the pipeline may still make them, or found out that it can not.
 * @throws VerbatimError as the places say; the reason of the signal */
export async function loadPeaks(wanted: WantedPeaks, deps: MakingDeps): Promise<Peaks | null> {
  const { mediaStore } = deps
  const { transcript, view, stored } = wanted
  if ((await mediaStore.size(stored.key)) === null) return null
  const key = peaksKey(transcript, view)
  if ((await mediaStore.size(key)) !== null) return readPeaks(key, mediaStore)
  if (transcript.status !== 'completed') return null
  const giveBack = deps.takePlace(transcript.accountSid)
  try {
    return await makePeaks(wanted, deps)
  } catch (error) {
    // What says something about the recording has no status.
    if (error instanceof VerbatimError && error.status === undefined) return null
    throw error
  } finally {
    giveBack()
  }
}

async function readPeaks(key: string, mediaStore: MediaStore): Promise<Peaks> {
  const pieces: Uint8Array[] = []
  for await (const piece of await mediaStore.read(key)) pieces.push(piece)
  return JSON.parse(Buffer.concat(pieces).toString('utf8'))
}

async function makePeaks(wanted: WantedPeaks, deps: PeaksDeps): Promise<Peaks> {
  const { transcript, view, stored, signal } = wanted
  const { mediaStore, uploadDecoder, apiRenditions, limits } = deps
  const workDir = await mkdtemp(join(deps.workRoot, 'peaks-'))
  try {
    const audio = await mediaStore.withFile(stored.key, (path) =>
      uploadDecoder.decode({ path, spoolDir: workDir, maxSeconds: limits.maxSeconds, signal }),
    )
    const { peaks } = await apiRenditions.survey({ channels: audio.channels, keyTones: false, signal })
    const made: Peaks = { durationMs: audio.durationMs, channels: peaks }
    const path = join(workDir, 'peaks.json')
    await writeFile(path, JSON.stringify(made), { mode: 0o600 })
    const { sid: unless, accountSid: account } = transcript
    const prefix = `media/${account}/${unless}`
    // A deletion meanwhile may clear up before these are stored.
    await deps.unitOfWork((unit) => noteLeftovers({ prefix, account, unless }, unit))
    await mediaStore.take(peaksKey(transcript, view), path, transcript)
    if (!(await deps.store.transcripts.load(unless))) await mediaStore.removeAll(prefix)
    await deps.unitOfWork(({ takeBackRemoval }) => takeBackRemoval(prefix))
    return made
  } finally {
    await rm(workDir, { recursive: true, force: true })
  }
}
