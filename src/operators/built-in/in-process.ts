// The local engines without a thread: for the command line, benchmarks and tests, where nobody waits for anything else.
import { fault } from '../../domain/errors.ts'
import { builtInEngines } from './engines.ts'
import type { BuiltInSource, BuiltIns } from './in-thread.ts'

/** Local engines over one conversation, as in {@link openBuiltIns} but in the calling thread and without a time limit. */
export function openBuiltInsHere({ conversation, personalData }: BuiltInSource): BuiltIns {
  return {
    async judge(operatorType) {
      const engine = Object.hasOwn(builtInEngines, operatorType) ? builtInEngines[operatorType] : undefined
      if (!engine)
        throw fault('operatorFailed', `No engine for operators of type ${operatorType} is installed`)
      const run = await engine.load()
      const spans = engine.readsPersonalData ? await personalData() : conversation.lines.map(() => [])
      return run({ conversation, personalData: spans })
    },
    close: async () => undefined,
  }
}
