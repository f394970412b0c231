// Stage: listens to the redacted recording as if it were a new one, and looks for personal data in what it hears. Numbers
// that are still there are muted as well, and it listens once more.
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DecodedAudio, Filler } from '../domain/audio.ts'
import { contentTypeOf } from '../domain/media-type.ts'
import { type FoundEntity, joinRanges, type RedactionReport } from '../domain/redaction-report.ts'
import type { PersonalDataType } from '../domain/sentence.ts'
import type { StoredMedia, Transcript } from '../domain/transcript.ts'
import type { AsrEngine } from '../ports/asr.ts'
import type { Clock } from '../ports/clock.ts'
import type { Decoder } from '../ports/decoder.ts'
import type { MediaStore } from '../ports/media-store.ts'
import type { Redactor } from '../ports/redactor.ts'
import type { Renditions } from '../ports/renditions.ts'
import type { Vad, VoiceActivity } from '../ports/vad.ts'
import type { Recognise } from './fan-out.ts'
import { type HearDeps, hearRecording } from './hear.ts'
import { mutedRanges } from './muted-ranges.ts'
import { redactSentences } from './redact.ts'
import { redactedKey } from './redact-media.ts'
import { entitiesOf } from './redaction-entities.ts'
import { surveySound } from './survey.ts'

/** Listening takes as long as the first time, so it is done seldom. */
const MOST_ROUNDS = 3
/** What must not be left, whatever it takes. */
const grave = new Set<PersonalDataType>([
  ...(['CREDIT_CARD', 'CARD_EXPIRY', 'CVV', 'PHONE', 'SSN'] as const),
  ...(['ACCOUNT_NUMBER', 'DRIVER_LICENSE', 'PASSPORT'] as const),
])

/** A redacted recording to check: described by `report`, whose `media` is set and says where it lies. What is muted again
 * is stored under the key of `run`. */
export interface MediaToRecheck {
  transcript: Transcript
  report: RedactionReport
  workDir: string
  run: number
}

/** What checking needs. `onProgress` is told the part (0..1) that is done. */
export interface RecheckDeps {
  decoder: Decoder
  vad: Vad
  asr: AsrEngine
  /** In place of recognition by this process alone. */
  recognise?: Recognise
  redactor: Redactor
  renditions: Renditions
  mediaStore: MediaStore
  clock: Clock
  redactAudio: Filler
  maxSeconds: number
  signal: AbortSignal
  onProgress(part: number): void
}

/** Checks, mutes what is left, and stores the peaks of what comes out.
 * @returns the finished report, the recording as it can be shown, and what was muted again: text must not show it either
 * @throws VerbatimError as the stages say that it goes through */
export async function recheckMedia(
  input: MediaToRecheck,
  deps: RecheckDeps,
): Promise<{ report: RedactionReport; media: StoredMedia; mutedAgain: FoundEntity[] }> {
  let report = input.report
  const mutedAgain: FoundEntity[] = []
  for (let round = 1; ; round++) {
    const spoolDir = await mkdtemp(join(input.workDir, 'recheck-'))
    try {
      const heard = await listen({ ...input, report, spoolDir }, deps)
      const again = heard.left.filter(({ type }) => grave.has(type))
      if (again.length > 0) {
        report = await muteAgain({ ...input, report }, { again, ...heard }, deps)
        mutedAgain.push(...again)
        if (round < MOST_ROUNDS) continue
      }
      // What the last round found is muted, too, but nobody listens to that any more: it stays in the report.
      const shown = again.length > 0 ? await decode({ ...input, report, spoolDir }, deps) : heard.audio
      await surveySound({ ...input, view: 'redacted', audio: shown }, deps)
      const recheck = { rounds: round, mutedAgain: mutedAgain.length, left: heard.left }
      return {
        report: { ...report, recheck },
        media: await describe(keyOf(report, input.transcript), deps),
        mutedAgain,
      }
    } finally {
      await rm(spoolDir, { recursive: true, force: true })
    }
  }
}

interface Heard {
  audio: DecodedAudio
  activity: VoiceActivity[]
  left: FoundEntity[]
}

type Spooled = MediaToRecheck & { spoolDir: string }

function decode({ transcript, report, spoolDir }: Spooled, deps: RecheckDeps): Promise<DecodedAudio> {
  const { maxSeconds, signal } = deps
  return deps.mediaStore.withFile(keyOf(report, transcript), (path) =>
    deps.decoder.decode({ path, spoolDir, maxSeconds, signal }),
  )
}

async function listen(input: Spooled, deps: RecheckDeps): Promise<Heard> {
  const audio = await decode(input, deps)
  const watched: HearDeps = {
    ...deps,
    // Whose the numbers are does not matter here.
    diariser: null,
    timed: (_stage, work) => work(),
    onProgress: (stage, part) => deps.onProgress(stage === 'segment' ? part * 0.2 : 0.2 + part * 0.8),
  }
  const { sentences, activity } = await hearRecording(audio, watched)
  const redacted = await redactSentences({ transcript: input.transcript, sentences }, deps)
  return { audio, activity, left: entitiesOf(redacted) }
}

async function muteAgain(
  { transcript, report, workDir, run }: MediaToRecheck,
  { again, audio, activity }: Heard & { again: FoundEntity[] },
  deps: RecheckDeps,
): Promise<RedactionReport> {
  const { redactAudio: filler, maxSeconds, signal, mediaStore } = deps
  const others = again.map(({ channel, startMs, endMs }) => ({ channel, startMs, endMs, isNumber: true }))
  const mute = mutedRanges({ sentences: [], unread: [], others, activity, audio })
  const toPath = join(workDir, 'redacted-again.wav')
  const key = redactedKey(transcript, run)
  await mediaStore.withFile(keyOf(report, transcript), (path) =>
    deps.renditions.mute({ path, toPath, audio, mute, filler, workDir, maxSeconds, signal }),
  )
  await mediaStore.take(key, toPath, transcript)
  const { media } = report
  return { ...report, media: media && { ...media, key, muted: joinRanges([...media.muted, ...mute], 0) } }
}

function keyOf({ media }: RedactionReport, transcript: Transcript): string {
  return media?.key ?? redactedKey(transcript, 1)
}

/** The recording as it now is in the store. */
async function describe(key: string, { mediaStore }: RecheckDeps): Promise<StoredMedia> {
  const sha256 = createHash('sha256')
  let bytes = 0
  for await (const piece of await mediaStore.read(key)) {
    sha256.update(piece)
    bytes += piece.length
  }
  return { key, bytes, sha256: sha256.digest('hex'), contentType: contentTypeOf('wav') }
}
