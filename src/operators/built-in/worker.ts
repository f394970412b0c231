// The thread that runs the local engines of one conversation.
import type { Conversation } from '../../domain/conversation.ts'
import { fault } from '../../domain/errors.ts'
import type { OperatorOutcome } from '../../domain/operator-result.ts'
import type { PersonalDataSpan } from '../../domain/sentence.ts'
import { serveThread } from '../../threads/thread.ts'
import { builtInEngines } from './engines.ts'

/** One operator to run. `personalData` holds the spans of each line; null for engines that read none. */
export interface BuiltInJob {
  operatorType: string
  personalData: readonly (readonly PersonalDataSpan[])[] | null
}

serveThread<Conversation, BuiltInJob, OperatorOutcome>(
  async (conversation) =>
    async ({ operatorType, personalData }) => {
      const engine = builtInEngines[operatorType]
      if (!engine)
        throw fault('operatorFailed', `No engine for operators of type ${operatorType} is installed`)
      const run = await engine.load()
      return run({ conversation, personalData: personalData ?? conversation.lines.map(() => []) })
    },
)
