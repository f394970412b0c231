// The language model as the operators of one call ask it: once it hung, none of them asks again.
import { type Llm, ModelHung } from '../../ports/llm.ts'

/** `llm` for one call.
 * @param onStep hears of every question as it is put and as it is answered: a slow model is no standstill */
export function createCallModel(llm: Llm, onStep: () => void): Llm {
  let hung = false
  return {
    name: llm.name,
    async complete(request) {
      request.signal.throwIfAborted()
      if (hung) {
        throw new ModelHung(
          'The language model did not answer an earlier question in time, so it was not asked again',
        )
      }
      onStep()
      try {
        return await llm.complete(request)
      } catch (error) {
        hung = error instanceof ModelHung
        throw error
      } finally {
        onStep()
      }
    },
  }
}
