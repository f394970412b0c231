// The ladder of ways to ask for an answer in a schema, strictest first: what a server does not know it answers
// with 400, and the next way is tried.
import type { LlmMessage, LlmRequest, LlmRung } from '../../ports/llm.ts'

/** The rungs for requests with a schema, from the top. */
export const rungs = ['json_schema', 'json_object', 'prompt'] as const satisfies LlmRung[]

/** The part of the request body that depends on the rung. */
export function bodyOnRung(request: LlmRequest, rung: LlmRung): Record<string, unknown> {
  const { messages, schema } = request
  if (!schema || rung === 'text') return { messages }
  if (rung === 'json_schema') {
    const json_schema = { name: schema.name, strict: true, schema: schema.json }
    return { messages, response_format: { type: 'json_schema', json_schema } }
  }
  const told = tellSchema(messages, schema.json)
  return rung === 'prompt' ? { messages: told } : { messages: told, response_format: { type: 'json_object' } }
}

/** The schema goes into the system message: the model must not take it for data. */
function tellSchema(messages: readonly LlmMessage[], schema: object): LlmMessage[] {
  const rule = [
    'Answer with one JSON object and nothing else: no prose before or after it and no code fence.',
    `It must satisfy this JSON Schema: ${JSON.stringify(schema)}`,
  ].join('\n')
  const [first, ...rest] = messages
  return first?.role === 'system'
    ? [{ role: 'system', content: `${first.content}\n\n${rule}` }, ...rest]
    : [{ role: 'system', content: rule }, ...messages]
}
