// A language model that answers what the test says.
import type { Llm, LlmAnswer, LlmRequest } from '../ports/llm.ts'

/** Answers every question as `answer` says, or fails as it throws; keeps the questions. */
export function scriptedLlm(
  answer: (request: LlmRequest) => string | Partial<LlmAnswer>,
): Llm & { requests: LlmRequest[] } {
  const requests: LlmRequest[] = []
  return {
    name: 'scripted',
    requests,
    async complete(request) {
      requests.push({ ...request, messages: [...request.messages] })
      const given = answer(request)
      const fields = typeof given === 'string' ? { text: given } : given
      return { text: '', refusal: null, finish: 'stop', model: 'scripted', rung: 'text', ...fields }
    },
  }
}
