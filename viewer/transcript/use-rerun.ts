// Operators run once more on the call that a page shows. Their answers are looked for until they are there.
import { type Signal, signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { explain, get, request } from '../api.ts'
import type { Transcript } from '../wire.ts'
import type { Call } from './load.ts'

/** A run under way, or how the last one ended. */
export interface RerunState {
  stage: 'running' | 'done' | 'failed'
  text: string
}

/** Runs operators on one call. */
export interface Rerun {
  /** Null before the first run. */
  state: Signal<RerunState | null>
  start(operatorSids: readonly string[]): void
}

const LOOK_MS = 700
const LATER_LOOK_MS = 4000
/** After so many looks nobody is likely to be at work yet. */
const PATIENT_LOOKS = 40

/** Reruns of `call`, for as long as its page is shown. */
export function useRerun(call: Call): Rerun {
  const leaving = useMemo(() => new AbortController(), [])
  useEffect(() => () => leaving.abort(), [])
  return useMemo(() => {
    const state = signal<RerunState | null>(null)
    const tell = (stage: RerunState['stage'], text: string) => {
      if (!leaving.signal.aborted) state.value = { stage, text }
    }
    const start = (sids: readonly string[]) => {
      const what = sids.length === 1 ? 'One operator' : `${sids.length} operators`
      tell('running', `${what} running…`)
      runAll(call, sids, { signal: leaving.signal, onWait: () => tell('running', waiting) }).then(
        () => tell('done', `${what} ran; the answers are below.`),
        (error) => tell('failed', explain(error)),
      )
    }
    return { state, start }
  }, [])
}

const waiting = 'Still waiting for a worker; the answers will appear here.'

/** A run ends with a change of the transcript, whatever its outcome (there are warnings in its diagnostics). */
async function runAll(
  call: Call,
  sids: readonly string[],
  { signal, onWait }: { signal: AbortSignal; onWait: () => void },
): Promise<void> {
  const path = `v2/Transcripts/${call.sid}`
  const look = async () => (await get<Transcript>(path, {}, signal)).date_updated
  const before = await look()
  await request('POST', `x/v1/Transcripts/${call.sid}/Operators`, {
    form: { OperatorSids: sids.join() },
    signal,
  })
  for (let looks = 0; (await look()) === before; looks++) {
    if (looks === PATIENT_LOOKS) onWait()
    await new Promise((resolve) => setTimeout(resolve, looks < PATIENT_LOOKS ? LOOK_MS : LATER_LOOK_MS))
    signal.throwIfAborted()
  }
  await call.refresh()
}
