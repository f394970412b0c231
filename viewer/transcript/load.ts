// What the page of a transcript shows, read from the API in one view: redacted, or as spoken. Leaving a view drops all
// of it, so that nothing of the one is left in the other.
import { type Signal, signal } from '@preact/signals'
import { ApiError, explain, get, ownPath } from '../api.ts'
import { isLive } from '../format.ts'
import { readEvents } from '../read-events.ts'
import type {
  Diagnostics,
  Listed,
  OperatorResult,
  Peaks,
  Progress,
  Sentence,
  Service,
  Transcript,
} from '../wire.ts'
import { withPunctuation } from './punctuation.ts'

/** Everything about one transcript; null where it is not there (yet). */
export interface Call {
  sid: string
  transcript: Signal<Transcript | null>
  service: Signal<Service | null>
  /** Grows while pages of a long call come in. */
  sentences: Signal<Sentence[] | null>
  results: Signal<OperatorResult[] | null>
  peaks: Signal<Peaks | null>
  mediaUrl: Signal<string | null>
  diagnostics: Signal<Diagnostics | null>
  progress: Signal<Progress | null>
  /** Which voice spoke, by index of sentence; null where voices were not told apart. */
  voices: Signal<ReadonlyMap<number, number> | null>
  /** The view. Changing it is {@link Call.show}. */
  redacted: Signal<boolean>
  trouble: Signal<string | null>
  show(redacted: boolean): void
  /** Reads what operators answered once more, and how that went. */
  refresh(): Promise<void>
  /** Asks for another address of the recording, and keeps it. Null when there is none.
   * @throws ApiError, Error when the right to read has ended */
  renewMedia(): Promise<string | null>
  close(): void
}

/** What of a call its reader may see. */
export interface CallView {
  /** The view that it begins in. */
  redacted: boolean
  /** Whether there is sound in it. */
  sound: boolean
  /** Whether its Service and how it came about may be read, too. */
  surroundings: boolean
}

const wholeView: CallView = { redacted: true, sound: true, surroundings: true }

/** Of a long call the beginning comes first, so that something is there to read. */
const FIRST_PAGE = 60
const OTHER_PAGES = 1000

/** Begins to load a transcript, and follows it until it is final. */
export function openCall(sid: string, view = wholeView): Call {
  let leaving = new AbortController()
  const call: Call = {
    sid,
    transcript: signal(null),
    service: signal(null),
    sentences: signal(null),
    results: signal(null),
    peaks: signal(null),
    mediaUrl: signal(null),
    diagnostics: signal(null),
    progress: signal(null),
    voices: signal(null),
    redacted: signal(view.redacted),
    trouble: signal(null),
    show(redacted) {
      leaving.abort()
      leaving = new AbortController()
      for (const part of [call.sentences, call.results, call.peaks, call.mediaUrl, call.voices])
        part.value = null
      call.redacted.value = redacted
      if (redacted && call.transcript.value) call.transcript.value = withoutNames(call.transcript.value)
      void load(call, view, leaving.signal)
    },
    async refresh() {
      const { signal } = leaving
      await Promise.all([loadResults(call, signal), loadDiagnostics(call, signal)]).catch((error) => {
        // Another view was opened meanwhile, and reads it all anyhow.
        if (!signal.aborted) throw error
      })
    },
    renewMedia: () =>
      loadMedia(call, leaving.signal).catch((error) => {
        const ended = !view.surroundings && error instanceof ApiError && error.status === 401
        throw ended ? new Error('This view has ended: load the page that it stands in again.') : error
      }),
    close: () => leaving.abort(),
  }
  void load(call, view, leaving.signal)
  return call
}

async function load(call: Call, view: CallView, signal: AbortSignal): Promise<void> {
  try {
    call.trouble.value = null
    call.sentences.value = null
    // Of ours: the one of v2 names who takes part, redacted or not.
    const path = `x/v1/Transcripts/${call.sid}`
    // Before it is known whether there are any: of a transcript that is not ready the answer is an empty list.
    const sentences = loadSentences(call, signal)
    sentences.catch(() => undefined)
    const transcript = await get<Transcript>(path, { Redacted: call.redacted.value }, signal)
    call.transcript.value = transcript
    const diagnostics = view.surroundings ? loadSurroundings(call, transcript, signal) : null
    const isReadable = transcript.status === 'completed' && !transcript.encryption_credential_sid
    if (isReadable) {
      loadExtras(call, view, signal)
      await sentences
      await diagnostics
      await loadVoices(call, view, signal)
    }
    if (!isLive(transcript.status)) return
    await readEvents<Progress>(
      `x/v1/Transcripts/${call.sid}/Events`,
      (one) => {
        call.progress.value = one
      },
      signal,
    )
    signal.throwIfAborted()
    await load(call, view, signal)
  } catch (error) {
    if (!signal.aborted) call.trouble.value = explain(error)
  }
}

/** @returns when it is known how the transcript came about */
function loadSurroundings(call: Call, { service_sid }: Transcript, signal: AbortSignal): Promise<void> {
  void get<Service>(`v2/Services/${service_sid}`, {}, signal).then(
    (service) => {
      call.service.value = service
    },
    () => undefined,
  )
  return loadDiagnostics(call, signal)
}

/** Of a recording with one channel, whose voices may have been told apart. The contract's sentences have no place for
 * that, so it is read from the export. */
async function loadVoices(call: Call, { surroundings }: CallView, signal: AbortSignal): Promise<void> {
  const channels = new Set(call.sentences.value?.map(({ media_channel }) => media_channel))
  const wasDone = call.diagnostics.value?.stages.some(({ stage }) => stage === 'diarise')
  if (channels.size !== 1 || (surroundings && !wasDone)) return
  const path = `x/v1/Transcripts/${call.sid}/Captions.json`
  const { sentences } = await get<{ sentences: { sentence_index: number; speaker: number | null }[] }>(
    path,
    { Redacted: call.redacted.value },
    signal,
  )
  const voices = sentences.flatMap(({ sentence_index, speaker }): [number, number][] =>
    speaker === null ? [] : [[sentence_index, speaker]],
  )
  if (!signal.aborted && voices.length > 0) call.voices.value = new Map(voices)
}

function withoutNames(transcript: Transcript): Transcript {
  const { channel } = transcript
  const participants = channel.participants.map((one) => ({
    ...one,
    full_name: null,
    user_id: null,
    media_participant_id: null,
  }))
  return { ...transcript, channel: { ...channel, participants } }
}

/** What a page can do without: the waveform, the sound, the operators. */
function loadExtras(call: Call, { sound }: CallView, signal: AbortSignal) {
  const query = { Redacted: call.redacted.value }
  const extras: Promise<unknown>[] = [loadResults(call, signal)]
  if (sound) {
    const peaks = get<Peaks>(`x/v1/Transcripts/${call.sid}/Peaks`, query, signal).then((found) => {
      if (!signal.aborted) call.peaks.value = found
    })
    extras.push(peaks, loadMedia(call, signal))
  }
  for (const extra of extras) extra.catch(() => undefined)
}

async function loadMedia(call: Call, signal: AbortSignal): Promise<string | null> {
  const query = { Redacted: call.redacted.value }
  const path = `v2/Transcripts/${call.sid}/Media`
  const { media_url } = await get<{ media_url: string | null }>(path, query, signal)
  signal.throwIfAborted()
  call.mediaUrl.value = media_url && ownPath(media_url)
  return call.mediaUrl.value
}

async function loadResults(call: Call, signal: AbortSignal): Promise<void> {
  const query = { Redacted: call.redacted.value, PageSize: 1000 }
  const path = `v2/Transcripts/${call.sid}/OperatorResults`
  const page = await get<Listed<'operator_results', OperatorResult>>(path, query, signal)
  if (!signal.aborted) call.results.value = page.operator_results
}

async function loadSentences(call: Call, signal: AbortSignal): Promise<void> {
  const query = { Redacted: call.redacted.value, WordTimestamps: true, PageSize: FIRST_PAGE }
  let path: string | null = `v2/Transcripts/${call.sid}/Sentences`
  let known: Sentence[] = []
  for (let first = true; path; first = false) {
    const size = { PageSize: OTHER_PAGES }
    const page: Listed<'sentences', Sentence> = await get(path, first ? query : size, signal)
    signal.throwIfAborted()
    known = [...known, ...page.sentences.map(withPunctuation)]
    call.sentences.value = known
    path = page.meta.next_page_url && ownPath(page.meta.next_page_url)
  }
}

async function loadDiagnostics(call: Call, signal: AbortSignal): Promise<void> {
  const found = await get<Diagnostics>(`x/v1/Transcripts/${call.sid}/Diagnostics`, {}, signal).catch(
    () => null,
  )
  if (!signal.aborted) call.diagnostics.value = found
}
