// Everything the pipeline and the worker need, on fakes, around a recording in which both parties say something.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createMediaFiles } from '../adapters/media-files/media-files.ts'
import { createProgressMemory } from '../adapters/progress-memory/progress-memory.ts'
import { createRunningMemory } from '../adapters/running-memory/running-memory.ts'
import type { Service } from '../domain/service.ts'
import type { Transcript } from '../domain/transcript.ts'
import type { FanOut } from '../pipeline/fan-out.ts'
import type { ContentDocuments } from '../ports/content-documents.ts'
import type { Llm } from '../ports/llm.ts'
import { silentTelemetry } from '../ports/telemetry.ts'
import type { UpstreamRecordings } from '../ports/upstream-recordings.ts'
import { aService, aTranscript } from './builders.ts'
import { countingClock } from './counting-clock.ts'
import { createMemoryDatabase, type MemoryDatabase } from './memory-database.ts'
import { hypothesis, scriptedAsr } from './scripted-asr.ts'
import { decodedAudio, scriptedDecoder } from './scripted-decoder.ts'
import { scriptedFetcher } from './scripted-fetcher.ts'
import { scriptedRedactor } from './scripted-redactor.ts'
import { scriptedRenditions } from './scripted-renditions.ts'
import { scriptedVad, voiceActivity } from './scripted-vad.ts'

/** What the recording holds as a file. */
export const RECORDING = 'the bytes of a recording'

/** Documents that are the stored data itself. */
const plainDocuments: ContentDocuments = {
  sentences: (sentences, redacted) => JSON.stringify({ sentences, redacted }),
  result: (transcript, result, redacted) => JSON.stringify({ transcript, result, redacted }),
}

/** Makes the parts in `folder`. The agent speaks from 1.6 s on, the customer from 6.4 s on, for 1.6 s each.
 * There is no upstream and no language model. */
export function createPipelineParts(folder: string) {
  const { store, unitOfWork, ...jobTable } = createMemoryDatabase()
  const workRoot = join(folder, 'work')
  mkdirSync(workRoot, { recursive: true })
  return {
    store,
    unitOfWork,
    ...jobTable,
    fetcher: scriptedFetcher(() => RECORDING),
    mediaStore: createMediaFiles(join(folder, 'media')),
    decoder: scriptedDecoder(decodedAudio(9600)),
    vad: scriptedVad([
      voiceActivity(9600, [{ fromMs: 1600, toMs: 3200 }]),
      voiceActivity(9600, [{ fromMs: 6400, toMs: 8000 }]),
    ]),
    asr: scriptedAsr(({ path }) => {
      const text = path.endsWith('1') ? 'How can I help you?' : 'I was charged twice.'
      return hypothesis(text, { fromMs: 500, toMs: 2000 })
    }),
    redactor: scriptedRedactor(),
    renditions: scriptedRenditions(),
    upstream: null as UpstreamRecordings | null,
    llm: null as Llm | null,
    llmUnredacted: false,
    redactAudio: 'silence' as const,
    documents: plainDocuments,
    clock: countingClock(),
    progress: createProgressMemory(),
    running: createRunningMemory(),
    telemetry: silentTelemetry,
    fanOut: null as FanOut | null,
    limits: { maxBytes: 1000, maxSeconds: 60 },
    workRoot,
  }
}

/** The parts of {@link createPipelineParts}. */
export type PipelineParts = ReturnType<typeof createPipelineParts>

/** Stores a queued transcript and its Service. */
export async function storeTranscript(
  { store }: Pick<MemoryDatabase, 'store'>,
  over: { transcript?: Partial<Transcript>; service?: Partial<Service> } = {},
): Promise<Transcript> {
  const service = aService(over.service)
  const { sid: serviceSid, accountSid } = service
  const transcript = aTranscript({ serviceSid, accountSid, ...over.transcript })
  await store.services.insert(service)
  await store.transcripts.insert(transcript)
  return transcript
}
