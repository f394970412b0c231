// An operator under work on a call that is there: the stage of the pipeline as it is, without saving anything.
import type { OperatorTrial } from '../ports/operator-trial.ts'
import type { SentenceStore } from '../ports/sentence-store.ts'
import { type OperateDeps, operate } from './operate.ts'

/** What trying needs. `judges` is asked at the first trial: most processes never see one. `takePlace` gives a place to
 * an account and returns what gives it back, or refuses. */
export interface TrialDeps {
  store: { sentences: SentenceStore }
  judges(): Omit<OperateDeps, 'signal'>
  takePlace(holder: string): () => void
}

/** Makes the trial of operators. */
export function createOperatorTrial({ store, judges, takePlace }: TrialDeps): OperatorTrial {
  return async ({ transcript, operator, signal }) => {
    const giveBack = takePlace(transcript.accountSid)
    try {
      const all = { limit: Number.MAX_SAFE_INTEGER, cursor: null }
      const { items: sentences } = await store.sentences.list(transcript.sid, all)
      const call = { transcript, sentences, operators: [operator] }
      const { results, answered, warnings } = await operate(call, { ...judges(), signal })
      return { result: results[0] ?? null, by: answered[0] ?? null, warnings }
    } finally {
      giveBack()
    }
  }
}
