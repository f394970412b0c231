// A user's own recogniser behind the asr port: loaded from a module, looked at, and its failures named as ours are.
import { VerbatimError } from '../../domain/errors.ts'
import type { AsrEngine } from '../../ports/asr.ts'
import { assertEngine } from './assert-engine.ts'
import { type EngineOptions, loadFactory } from './load-factory.ts'

/** Which module, and what its engine is told. */
export interface ModuleEngineOptions extends EngineOptions {
  /** A path or a package. */
  module: string
}

/** Makes the engine of `module`.
 * @throws Error that names the module when it, its export or the engine it makes is not right */
export function createModuleEngine({ module, ...options }: ModuleEngineOptions): AsrEngine {
  const engine = make(module, options)
  return {
    capabilities: engine.capabilities,
    ready: () => engine.ready(),
    async recognise(batch, signal) {
      const answers = await engine.recognise(batch, signal).catch((cause) => {
        if (signal?.aborted || cause instanceof VerbatimError) throw cause
        throw new VerbatimError('recogniserFailed', { cause })
      })
      if (Array.isArray(answers) && answers.length === batch.length) return answers
      const cause = new Error(`${module} gave no list of ${batch.length} hypotheses`)
      throw new VerbatimError('recogniserFailed', { cause })
    },
    close: () => engine.close(),
  }
}

function make(module: string, options: EngineOptions): AsrEngine {
  const factory = loadFactory(module)
  try {
    const made: unknown = factory(options)
    assertEngine(made)
    return made
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`the recogniser module ${module}: ${said}`, { cause })
  }
}
