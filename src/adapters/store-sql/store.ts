// The store on one session: the whole database, or one open transaction.
import type { SqlSession } from '../../ports/db.ts'
import type { Store } from '../../ports/unit-of-work.ts'
import { createSentenceStore } from './sentences.ts'
import { createServiceStore } from './services.ts'
import { createTranscriptStore } from './transcripts.ts'

/** Binds every part of the store to `session`. */
export function createStore(session: SqlSession): Store {
  return {
    services: createServiceStore(session),
    transcripts: createTranscriptStore(session),
    sentences: createSentenceStore(session),
  }
}
