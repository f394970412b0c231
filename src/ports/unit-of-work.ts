// One transaction over store and queue: a row and the job it causes are written together or not at all.
import type { Enqueue } from './queue.ts'
import type { SentenceStore } from './sentence-store.ts'
import type { ServiceStore } from './service-store.ts'
import type { TranscriptStore } from './transcript-store.ts'

/** Everything that is stored in the database. */
export interface Store {
  services: ServiceStore
  transcripts: TranscriptStore
  sentences: SentenceStore
}

/** Store and queue bound to one open transaction. */
export interface Unit extends Store {
  enqueue: Enqueue
}

/** Runs `work` in a transaction: committed when it resolves, undone when it rejects. Inside, only the given
 * unit may be used. */
export type UnitOfWork = <T>(work: (unit: Unit) => Promise<T>) => Promise<T>
