// Keeps questions from an endpoint that hangs: each would cost minutes. After a hang nothing is asked for a while; then
// one question goes ahead of the others, to see whether the endpoint answers again.
import { ModelHung } from '../../ports/llm.ts'

/** Whether the endpoint may be asked. */
export interface Breaker {
  /** Asks through `ask`, unless the endpoint hung a short while ago. Any answer, an error included, shows that it hangs
   * no longer; that `signal` stopped the question shows nothing.
   * @throws ModelHung at once when the endpoint is not asked; what `ask` throws */
  guard<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T>
}

/** Makes a breaker that lets nothing through for `pauseMs` after a hang. */
export function createBreaker(pauseMs: number): Breaker {
  let hangs: { untilMs: number; probing: boolean } | null = null
  return {
    async guard(ask, signal) {
      const known = hangs
      if (known && (known.probing || performance.now() < known.untilMs)) {
        throw new ModelHung('LLM_BASE_URL hung a short while ago, so the language model was not asked')
      }
      if (known) known.probing = true
      try {
        const answer = await ask()
        // Not what a later hang found.
        if (hangs === known) hangs = null
        return answer
      } catch (error) {
        if (error instanceof ModelHung) hangs = { untilMs: performance.now() + pauseMs, probing: false }
        else if (!signal.aborted && hangs === known) hangs = null
        else if (known) known.probing = false
        throw error
      }
    },
  }
}
