// An operator under work on a call that is there: the stage of the pipeline as it is, without saving anything.
import { fault } from '../domain/errors.ts'
import type { OperatorTrial } from '../ports/operator-trial.ts'
import type { SentenceStore } from '../ports/sentence-store.ts'
import { type OperateDeps, operate } from './operate.ts'

const AT_ONCE = 2

/** What trying needs. `judges` is asked at the first trial: most processes never see one. */
export interface TrialDeps {
  store: { sentences: SentenceStore }
  judges(): Omit<OperateDeps, 'signal'>
}

/** Makes the trial of operators. */
export function createOperatorTrial({ store, judges }: TrialDeps): OperatorTrial {
  let running = 0
  return async ({ transcript, operator, signal }) => {
    if (running >= AT_ONCE)
      throw fault('tooManyRequests', 'Other operators are being tried; try again shortly')
    running++
    try {
      const all = { limit: Number.MAX_SAFE_INTEGER, cursor: null }
      const { items: sentences } = await store.sentences.list(transcript.sid, all)
      const call = { transcript, sentences, operators: [operator] }
      const { results, answered, warnings } = await operate(call, { ...judges(), signal })
      return { result: results[0] ?? null, by: answered[0] ?? null, warnings }
    } finally {
      running--
    }
  }
}
