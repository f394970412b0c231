// The thread that looks for phrases: large configs over long calls compute for minutes.
import type { Conversation } from '../../domain/conversation.ts'
import type { PhraseMatchingConfig } from '../../domain/operator-config.ts'
import { serveThread } from '../../threads/thread.ts'
import { runPhraseMatching } from './run.ts'

/** One run. */
export interface PhraseJob {
  config: PhraseMatchingConfig
  conversation: Conversation
}

const never = new AbortController().signal

serveThread(
  async () =>
    ({ config, conversation }: PhraseJob) =>
      runPhraseMatching(config, conversation, { signal: never }),
)
