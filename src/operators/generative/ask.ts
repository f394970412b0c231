// One question to the model until its answer can be used: a text, or an object that fits the schema.
import { fault } from '../../domain/errors.ts'
import { hardenResultSchema } from '../../domain/operator-config.ts'
import type { Llm, LlmAnswer, LlmMessage, LlmRequest } from '../../ports/llm.ts'
import { compileCheck } from '../schema-check.ts'
import { findJsonObject, withoutReasoning } from './answer-text.ts'

/** A usable answer, the model's refusal, or the finding that question and answer are too long for the model. */
export type Asked<T> = { value: T } | { refusal: string } | 'tooLong'

/** Asks for a value of one kind. */
export type Asker<T> = (messages: readonly LlmMessage[]) => Promise<Asked<T>>

/** What asking needs. `onAnswer` hears of every answer, for diagnostics. */
export interface AskDeps {
  llm: Llm
  signal: AbortSignal
  onAnswer?: ((answer: Pick<LlmAnswer, 'model' | 'rung'>) => void) | undefined
}

const maxRepairs = 2
const maxAnswerChars = 100_000
const filteredRefusal = 'The answer was withheld by the content filter of the model'

/** Asks for a text.
 * @throws VerbatimError operatorFailed when it is empty, or as {@link Llm.complete} */
export function textAsker(deps: AskDeps): Asker<string> {
  return async (messages) => {
    const answer = await complete(deps, { messages, signal: deps.signal })
    const ended = endedEarly(answer)
    if (ended) return ended
    const value = withoutReasoning(answer.text).slice(0, maxAnswerChars)
    if (value === '') throw fault('operatorFailed', 'The language model answered with an empty text')
    return { value }
  }
}

/** Asks for an object that fits `resultSchema`, hardened; answers that do not fit go back to the model at most
 * twice, with what is wrong.
 * @throws VerbatimError operatorFailed when the last one does not fit either, or as {@link Llm.complete} */
export function jsonAsker(
  deps: AskDeps,
  resultSchema: Record<string, unknown>,
): Asker<Record<string, unknown>> {
  const json = hardenResultSchema(resultSchema)
  const check = compileCheck(json)
  const schema = { name: 'result', json }
  return async (question) => {
    const messages = [...question]
    for (let repairs = 0; ; repairs++) {
      const answer = await complete(deps, { messages, schema, signal: deps.signal })
      const ended = endedEarly(answer)
      if (ended) return ended
      const value = findJsonObject(answer.text)
      const wrong = value ? check(value) : 'there is no JSON object in it'
      if (value && wrong === null) return { value }
      if (repairs === maxRepairs) {
        throw fault('operatorFailed', `The answer of the language model does not fit the schema: ${wrong}`)
      }
      messages.push(...repairTurn(answer.text, `${wrong}`, json))
    }
  }
}

function repairTurn(text: string, wrong: string, json: object): LlmMessage[] {
  const request = `That answer can not be used: ${wrong}. Answer again with one JSON object and nothing else. It must satisfy this JSON Schema: ${JSON.stringify(json)}`
  return [
    { role: 'assistant', content: text.slice(0, maxAnswerChars) || '(no answer)' },
    { role: 'user', content: request },
  ]
}

async function complete({ llm, onAnswer }: AskDeps, request: LlmRequest): Promise<LlmAnswer> {
  const answer = await llm.complete(request)
  onAnswer?.({ model: answer.model, rung: answer.rung })
  return answer
}

function endedEarly(answer: LlmAnswer): { refusal: string } | 'tooLong' | null {
  if (answer.refusal !== null) return { refusal: answer.refusal }
  if (answer.finish === 'filtered') return { refusal: filteredRefusal }
  return answer.finish === 'length' ? 'tooLong' : null
}
