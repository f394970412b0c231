// What the page of a transcript shows, read from the API in one view: redacted, or as spoken. Leaving a view drops all
// of it, so that nothing of the one is left in the other.
import { type Signal, signal } from '@preact/signals'
import { explain, get, ownPath } from '../api.ts'
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
  /** The view. Changing it is {@link Call.show}. */
  redacted: Signal<boolean>
  trouble: Signal<string | null>
  show(redacted: boolean): void
  /** Reads what operators answered once more, and how that went. */
  refresh(): Promise<void>
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
    redacted: signal(view.redacted),
    trouble: signal(null),
    show(redacted) {
      leaving.abort()
      leaving = new AbortController()
      for (const part of [call.sentences, call.results, call.peaks, call.mediaUrl]) part.value = null
      call.redacted.value = redacted
      void load(call, view, leaving.signal)
    },
    async refresh() {
      const { signal } = leaving
      await Promise.all([loadResults(call, signal), loadDiagnostics(call, signal)]).catch((error) => {
        // Another view was opened meanwhile, and reads it all anyhow.
        if (!signal.aborted) throw error
      })
    },
    close: () => leaving.abort(),
  }
  void load(call, view, leaving.signal)
  return call
}

async function load(call: Call, view: CallView, signal: AbortSignal): Promise<void> {
  try {
    call.trouble.value = null
    call.sentences.value = null
    const path = `v2/Transcripts/${call.sid}`
    // Before it is known whether there are any: of a transcript that is not ready the answer is an empty list.
    const sentences = loadSentences(call, signal)
    sentences.catch(() => undefined)
    const transcript = await get<Transcript>(path, {}, signal)
    call.transcript.value = transcript
    if (view.surroundings) loadSurroundings(call, transcript, signal)
    const isReadable = transcript.status === 'completed' && !transcript.encryption_credential_sid
    if (isReadable) {
      loadExtras(call, view, signal)
      await sentences
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

function loadSurroundings(call: Call, { service_sid }: Transcript, signal: AbortSignal) {
  void loadDiagnostics(call, signal)
  void get<Service>(`v2/Services/${service_sid}`, {}, signal).then(
    (service) => {
      call.service.value = service
    },
    () => undefined,
  )
}

/** What a page can do without: the waveform, the sound, the operators. */
function loadExtras(call: Call, { sound }: CallView, signal: AbortSignal) {
  const path = `v2/Transcripts/${call.sid}`
  const query = { Redacted: call.redacted.value }
  const set = <T>(part: Signal<T | null>, value: T) => {
    if (!signal.aborted) part.value = value
  }
  const extras = [loadResults(call, signal)]
  if (sound) {
    const peaks = get<Peaks>(`x/v1/Transcripts/${call.sid}/Peaks`, query, signal)
    const media = get<{ media_url: string | null }>(`${path}/Media`, query, signal)
    extras.push(
      peaks.then((found) => set(call.peaks, found)),
      media.then(({ media_url }) => set(call.mediaUrl, media_url && ownPath(media_url))),
    )
  }
  for (const extra of extras) extra.catch(() => undefined)
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
    known = [...known, ...page.sentences]
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
