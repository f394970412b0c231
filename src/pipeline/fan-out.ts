// Long recordings: their speech is handed out in parts, to be recognised by whoever is free, here or on other machines.
// What was heard in a part is kept, so that a run which ends early leaves less to do for the next one.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { type DecodedAudio, SPOOL_RATE_HZ } from '../domain/audio.ts'
import type { ReadingFigures } from '../domain/speech.ts'
import type { SpeechPart } from '../domain/speech-part.ts'
import type { Transcript } from '../domain/transcript.ts'
import type { MediaStore } from '../ports/media-store.ts'
import type { PartKey } from '../ports/part-store.ts'
import { UnwantedWork } from '../ports/running-work.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import { type HeardSpeech, type RecogniseDeps, recogniseSpeech } from './recognise.ts'
import type { SegmentedAudio } from './segment.ts'
import {
  type CutPart,
  cutIntoParts,
  joinFigures,
  joinParts,
  partToRecognise,
  speechSamples,
} from './speech-parts.ts'

/** From how much speech on a recording is handed out; `wake` tells this process that there are parts to hear. When no
 * part came back for `patienceMs` (five minutes), one is heard here: whoever had it may be gone for good. */
export interface FanOut {
  seconds: number
  patienceMs?: number
  /** How often a run that waits makes sure that it still holds its transcript; every five seconds. */
  holdLookMs?: number
  wake(): void
}

/** What handing out needs. */
export interface FanOutDeps {
  unitOfWork: UnitOfWork
  mediaStore: MediaStore
  fanOut: FanOut | null
}

/** The stage of recognition, wherever its work is done. */
export type Recognise = (
  input: { audio: DecodedAudio; speech: SegmentedAudio },
  deps: RecogniseDeps,
) => Promise<HeardSpeech>

const LOOK_MS = 500
const HOLD_LOOK_MS = 5000
const PATIENCE_MS = 300_000
const BYTES_PER_SAMPLE = 2

/** Whose recording it is. `workDir` takes the sound of a part before it is stored; `holds` throws once the run is not to
 * go on: another one may have forgotten the parts that this one waits for. */
export interface FanOutRun {
  transcript: Transcript
  workDir: string
  holds(): Promise<void>
}

/** Makes the stage for one transcript. Short recordings, and those that are encrypted for their owner, of which nothing
 * may lie about, are recognised at once by this process. Parts are kept: {@link forgetParts} when all is stored. */
export function recogniseAnywhere(given: FanOutRun, deps: FanOutDeps): Recognise {
  const { fanOut } = deps
  if (!fanOut || given.transcript.encryptionCredentialSid) return recogniseSpeech
  return async (input, reading) => {
    if (speechSamples(input.speech.segments) <= fanOut.seconds * SPOOL_RATE_HZ) {
      return recogniseSpeech(input, reading)
    }
    const parts = cutIntoParts(input, (fanOut.seconds * SPOOL_RATE_HZ) / 2)
    const plan = { ...given, audio: input.audio, parts, name: nameOf(parts, reading.asr.capabilities.name) }
    return hearPlan(plan, { ...deps, ...reading, fanOut })
  }
}

/** One way of cutting one recording. Its name is the same whenever the same speech is cut for the same engine. */
interface Plan extends FanOutRun {
  audio: DecodedAudio
  parts: CutPart[]
  name: string
}

type PlanDeps = FanOutDeps & RecogniseDeps & { fanOut: FanOut }

function nameOf(parts: readonly CutPart[], engine: string): string {
  return createHash('sha256').update(JSON.stringify({ engine, parts })).digest('hex').slice(0, 32)
}

async function hearPlan(plan: Plan, deps: PlanDeps): Promise<HeardSpeech> {
  const { transcript, parts, name } = plan
  try {
    await handOut(plan, deps)
    await waitForAll(plan, deps)
  } catch (error) {
    // Nobody comes back to these parts; what another run left is worth keeping.
    const isUnwanted = error instanceof UnwantedWork || deps.signal.reason instanceof UnwantedWork
    if (isUnwanted) await forgetParts(transcript, deps)
    throw error
  }
  const heard = await deps.unitOfWork((unit) => unit.parts.heard(transcript.sid, name))
  deps.onRead?.(joinFigures(heard))
  return joinParts(parts, heard)
}

/** Stores the sound of each part that was not heard yet, and writes its job, so that the first are heard while the last
 * are stored. */
async function handOut({ transcript, workDir, audio, parts, name: plan }: Plan, deps: PlanDeps) {
  const { sid: transcriptSid, accountSid } = transcript
  const works = parts.map(({ work }) => work)
  const done = await deps.unitOfWork(async (unit) => {
    await unit.parts.put(transcriptSid, plan, works)
    return new Set(await unit.parts.done(transcriptSid, plan))
  })
  for (const [part, { channel, work }] of parts.entries()) {
    if (done.has(part)) continue
    deps.signal.throwIfAborted()
    const sound = `${soundsOf(transcript)}/${plan}/${part}`
    const path = join(workDir, `part-${part}.pcm`)
    await copySound(audio.channels[channel - 1]!.path, path, work)
    await deps.mediaStore.take(sound, path, transcript)
    const data = { transcriptSid, plan, part, sound }
    await deps.unitOfWork((unit) => unit.enqueue({ name: 'part', data, group: accountSid }))
    deps.fanOut.wake()
  }
}

async function copySound(from: string, to: string, { firstSample, sampleCount }: SpeechPart) {
  const start = firstSample * BYTES_PER_SAMPLE
  const end = start + sampleCount * BYTES_PER_SAMPLE - 1
  await pipeline(createReadStream(from, { start, end }), createWriteStream(to))
}

async function waitForAll({ transcript, workDir, holds, parts, audio, name: plan }: Plan, deps: PlanDeps) {
  const samplesOf = (part: number) => speechSamples(parts[part]!.work.segments)
  const total = parts.reduce((sum, _, part) => sum + samplesOf(part), 0)
  const { patienceMs = PATIENCE_MS } = deps.fanOut
  let done: number[] = []
  let heldMs = performance.now()
  for (let movedMs = heldMs; ; ) {
    const now = await deps.unitOfWork((unit) => unit.parts.done(transcript.sid, plan))
    if (now.length > done.length) movedMs = performance.now()
    done = now
    deps.onProgress?.(done.reduce((sum, part) => sum + samplesOf(part), 0) / total)
    if (done.length === parts.length) return
    if (performance.now() - heldMs >= (deps.fanOut.holdLookMs ?? HOLD_LOOK_MS)) {
      await holds()
      heldMs = performance.now()
    }
    if (performance.now() - movedMs >= patienceMs) {
      const part = parts.findIndex((_, at) => !done.includes(at))
      const { channel, work } = parts[part]!
      const path = join(workDir, 'part-left.pcm')
      await copySound(audio.channels[channel - 1]!.path, path, work)
      await hearPart({ key: { transcriptSid: transcript.sid, plan, part }, work, path }, deps)
    }
    await delay(LOOK_MS, undefined, { signal: deps.signal })
  }
}

/** A part that is to be heard; `path` is a file with its sound alone. */
export interface PartToHear {
  key: PartKey
  work: SpeechPart
  path: string
}

/** Recognises a part and keeps what was heard. */
export async function hearPart(
  { key, work, path }: PartToHear,
  deps: Omit<RecogniseDeps, 'onProgress' | 'onRead'> & Pick<FanOutDeps, 'unitOfWork'>,
): Promise<void> {
  let figures: ReadingFigures = { segments: 0, emptyFirst: 0, recovered: 0, unrecognised: 0 }
  const onRead = (told: ReadingFigures) => {
    figures = told
  }
  const { asr, signal, unitOfWork } = deps
  const heard = await recogniseSpeech(partToRecognise(work, path), { asr, signal, onRead })
  await unitOfWork(({ parts }) => parts.keep(key, { ...heard, figures }))
}

/** Removes the parts of a transcript, their sound included. */
export async function forgetParts(
  transcript: Transcript,
  { unitOfWork, mediaStore }: Pick<FanOutDeps, 'unitOfWork' | 'mediaStore'>,
): Promise<void> {
  await unitOfWork(({ parts }) => parts.removeAll(transcript.sid))
  await mediaStore.removeAll(soundsOf(transcript))
}

function soundsOf({ accountSid, sid }: Transcript): string {
  return `media/${accountSid}/${sid}/parts`
}
