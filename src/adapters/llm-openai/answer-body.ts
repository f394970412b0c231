// Reads the body of a successful chat completion, whichever dialect the server speaks.
import { fault } from '../../domain/errors.ts'
import type { LlmAnswer, LlmFinish } from '../../ports/llm.ts'

interface Choice {
  message?: { content?: unknown; refusal?: unknown }
  finish_reason?: unknown
}

const finishes: Record<string, LlmFinish> = { stop: 'stop', length: 'length', content_filter: 'filtered' }

/** The answer in `body`. `model` stands in when the server does not name its model.
 * @throws VerbatimError operatorFailed when there is no answer in it */
export function readAnswer(body: string, model: string): Omit<LlmAnswer, 'rung'> {
  const parsed = parseObject(body)
  if ('error' in parsed && parsed.error) throw unusable('answered 200 with an error')
  const choice = Array.isArray(parsed.choices) ? (parsed.choices[0] as Choice | undefined) : undefined
  if (!choice?.message) throw unusable('answered without choices')
  const { content, refusal } = readContent(choice.message.content)
  const declined = textOrNull(choice.message.refusal) ?? refusal
  const finish = finishes[String(choice.finish_reason)] ?? 'other'
  const isExplained = declined !== null || finish === 'length' || finish === 'filtered'
  if (content === null && !isExplained) throw unusable('answered without content')
  return { text: content ?? '', refusal: declined, finish, model: textOrNull(parsed.model) ?? model }
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Said below; the parser's words would quote the body.
  }
  throw unusable('answered with something other than JSON: it should end in /v1')
}

/** Content is a text, or a list of parts. */
function readContent(content: unknown): { content: string | null; refusal: string | null } {
  if (!Array.isArray(content)) {
    return { content: typeof content === 'string' ? content : null, refusal: null }
  }
  const parts = content as { type?: unknown; text?: unknown; refusal?: unknown }[]
  const texts = parts.map((part) => part?.text).filter((text) => typeof text === 'string')
  const refusal = parts.map((part) => textOrNull(part?.refusal)).find((text) => text !== null) ?? null
  return { content: texts.length > 0 ? texts.join('') : null, refusal }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function unusable(what: string) {
  return fault('operatorFailed', `LLM_BASE_URL ${what}`)
}
