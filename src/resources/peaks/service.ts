// Peaks as they are stored beside a recording. The pipeline puts them there; for transcripts that it made before, they
// are made when somebody first asks.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type MediaView, type Peaks, peaksKey } from '../../domain/peaks.ts'
import type { StoredMedia, Transcript } from '../../domain/transcript.ts'
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
  renditions: Renditions
  /** Decodes a few files at a time. */
  uploadDecoder: Decoder
  limits: { maxSeconds: number }
  /** Folder for work under way. */
  workRoot: string
}

/** A recording of a transcript. */
export interface WantedPeaks {
  transcript: Transcript
  view: MediaView
  stored: StoredMedia
  signal: AbortSignal
}

/** The peaks of a recording; null when the recording is not there any more.
 * @throws VerbatimError as the decoder port says */
export async function loadPeaks(wanted: WantedPeaks, deps: PeaksDeps): Promise<Peaks | null> {
  const { mediaStore } = deps
  if ((await mediaStore.size(wanted.stored.key)) === null) return null
  const key = peaksKey(wanted.transcript, wanted.view)
  return (await mediaStore.size(key)) === null ? makePeaks(wanted, deps) : readPeaks(key, mediaStore)
}

async function readPeaks(key: string, mediaStore: MediaStore): Promise<Peaks> {
  const pieces: Uint8Array[] = []
  for await (const piece of await mediaStore.read(key)) pieces.push(piece)
  return JSON.parse(Buffer.concat(pieces).toString('utf8'))
}

async function makePeaks(wanted: WantedPeaks, deps: PeaksDeps): Promise<Peaks> {
  const { transcript, view, stored, signal } = wanted
  const { mediaStore, uploadDecoder, renditions, limits } = deps
  const workDir = await mkdtemp(join(deps.workRoot, 'peaks-'))
  try {
    const audio = await mediaStore.withFile(stored.key, (path) =>
      uploadDecoder.decode({ path, spoolDir: workDir, maxSeconds: limits.maxSeconds, signal }),
    )
    const { peaks } = await renditions.survey({ channels: audio.channels, keyTones: false, signal })
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
