// Does the language model answer, if there is one? It is asked for its list of models, not for a text.
import type { Config } from '../config.ts'
import { type Finding, findingsOf, messageOf } from './finding.ts'

const { ok, warning, problem, skipped } = findingsOf('language model')
const ANSWER_MS = 5000

/** What a language model says, and the time that it wrote into its answer. */
export interface LlmFinding {
  finding: Finding
  clock: { theirMs: number; ourMs: number } | null
}

/** Asks LLM_BASE_URL. */
export async function checkLlm(
  config: Pick<Config, 'LLM_BASE_URL' | 'LLM_MODEL' | 'LLM_API_KEY'>,
): Promise<LlmFinding> {
  const { LLM_BASE_URL: base, LLM_MODEL: model, LLM_API_KEY: key } = config
  if (!base && !model)
    return { finding: skipped('none is set: generative operators do not run'), clock: null }
  if (!base || !model) {
    return {
      finding: problem('half of it is set', 'set both LLM_BASE_URL and LLM_MODEL, or neither'),
      clock: null,
    }
  }
  try {
    const response = await fetch(`${base}/models`, {
      headers: key ? { authorization: `Bearer ${key}` } : {},
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    const theirMs = Date.parse(response.headers.get('date') ?? '')
    const clock = Number.isNaN(theirMs) ? null : { theirMs, ourMs: Date.now() }
    return { finding: judge(response.status, await response.text(), { base, model }), clock }
  } catch (error) {
    const reason = error instanceof Error && error.cause ? messageOf(error.cause) : messageOf(error)
    const mend = 'check LLM_BASE_URL, and that the model server runs'
    return { finding: problem(`${base} can not be reached: ${reason}`, mend), clock: null }
  }
}

function judge(status: number, body: string, { base, model }: { base: string; model: string }): Finding {
  if (status === 401 || status === 403) {
    return problem(`${base} refuses the key (HTTP ${status})`, 'check LLM_API_KEY')
  }
  if (status >= 500) return warning(`${base} answers with HTTP ${status}`, 'look at the model server')
  const models = status === 200 ? namesIn(body) : []
  if (models.length > 0 && !models.includes(model)) {
    return warning(
      `${base} has no model ${model}`,
      `set LLM_MODEL to one of ${models.slice(0, 10).join(', ')}`,
    )
  }
  return ok(`${model} at ${base}`)
}

function namesIn(body: string): string[] {
  try {
    const { data } = JSON.parse(body) as { data?: unknown }
    return Array.isArray(data) ? data.map((one) => String((one as { id?: unknown } | null)?.id)) : []
  } catch {
    return []
  }
}
