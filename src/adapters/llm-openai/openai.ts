// The language model behind any OpenAI-compatible endpoint, over plain fetch (language.md section 12). One
// instance a process: it holds the turns and what it learned about the endpoint.
import { fault, type VerbatimError } from '../../domain/errors.ts'
import type { Llm, LlmAnswer, LlmRequest, LlmRung } from '../../ports/llm.ts'
import { createTurns } from '../../threads/turns.ts'
import { readAnswer } from './answer-body.ts'
import { createBreaker } from './breaker.ts'
import { exchange, type Reply } from './exchange.ts'
import { type LlmLimits, standardLimits } from './limits.ts'
import { bodyOnRung, rungs } from './rungs.ts'

/** Where the model is: LLM_BASE_URL (it ends in `/v1` or the like), LLM_MODEL and LLM_API_KEY. */
export interface OpenAiSettings {
  baseUrl: string
  model: string
  /** Null for servers that want none. */
  apiKey: string | null
}

/** What one endpoint turned out to take. */
interface Learned {
  rung: (typeof rungs)[number] | null
  temperature: boolean
}

/** Makes the model; nothing is sent before the first question.
 * @param internals limits that tests shorten
 * @throws Error when the base URL is none, or holds credentials */
export function createOpenAiLlm(settings: OpenAiSettings, internals: Partial<LlmLimits> = {}): Llm {
  const limits = { ...standardLimits, ...internals }
  const url = completionsUrl(settings.baseUrl)
  const headers = {
    'content-type': 'application/json',
    ...(settings.apiKey && { authorization: `Bearer ${settings.apiKey}` }),
  }
  const turns = createTurns(limits.concurrent)
  const breaker = createBreaker(limits.hungPauseMs)
  const learned: Learned = { rung: null, temperature: true }

  const ask = (request: LlmRequest): Promise<LlmAnswer> => {
    const endMs = performance.now() + limits.totalMs
    const send = (parameters: Record<string, unknown>) => {
      const body = JSON.stringify({ model: settings.model, ...parameters })
      return exchange({ url, headers, body, signal: request.signal, endMs }, limits)
    }
    return breaker.guard(() => descend({ request, send, learned, model: settings.model }), request.signal)
  }
  return {
    name: settings.model,
    // The breaker is asked within the turn: while others waited for theirs the endpoint may have been found to hang.
    complete: (request) => turns.run(() => ask(request), request.signal),
  }
}

interface Descent {
  request: LlmRequest
  send(parameters: Record<string, unknown>): Promise<Reply>
  learned: Learned
  model: string
}

/** Asks on the known rung, or from the top down until one is taken. */
async function descend({ request, send, learned, model }: Descent): Promise<LlmAnswer> {
  const ladder: readonly LlmRung[] = request.schema
    ? rungs.slice(rungs.indexOf(learned.rung ?? rungs[0]))
    : ['text']
  let refused: Reply | null = null
  for (const rung of ladder) {
    const reply = await sendOn({ request, send, learned, model }, rung)
    if (reply.status >= 200 && reply.status <= 299) {
      const answer = readAnswer(reply.text, model)
      // A rung that worked once stays: a later refusal is about that one schema.
      if (rung !== 'text') learned.rung ??= rung
      return { ...answer, rung }
    }
    if (isTooLong(reply)) return { text: '', refusal: null, finish: 'length', model, rung }
    if (!isRefusedParameter(reply)) throw statusFault(reply.status)
    refused = reply
  }
  throw statusFault(refused?.status ?? 400)
}

async function sendOn({ request, send, learned }: Descent, rung: LlmRung): Promise<Reply> {
  const body = bodyOnRung(request, rung)
  if (!learned.temperature) return await send(body)
  const reply = await send({ ...body, temperature: 0 })
  if (!isRefusedParameter(reply) || !/temperature/i.test(reply.text)) return reply
  learned.temperature = false
  return await send(body)
}

function isRefusedParameter({ status }: Reply): boolean {
  return status === 400 || status === 422
}

const tooLongWords =
  /context[ _-]?(length|window|size)|maximum context|too many tokens|(prompt|input|request|messages?)\W+(is|are|was)?\W*too (long|large)|exceed\w* .{0,60}(context|tokens)|reduce the length/i

function isTooLong(reply: Reply): boolean {
  return reply.status === 413 || (isRefusedParameter(reply) && tooLongWords.test(reply.text))
}

const advice: Record<number, string> = {
  401: ': check LLM_API_KEY',
  403: ': check LLM_API_KEY and LLM_MODEL',
  404: ': check LLM_BASE_URL and LLM_MODEL',
}

function statusFault(status: number): VerbatimError {
  const hint =
    status >= 300 && status <= 399 ? ': set it to where the redirect leads' : (advice[status] ?? '')
  return fault('operatorFailed', `LLM_BASE_URL answered ${status}${hint}`)
}

function completionsUrl(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) throw new Error('LLM_BASE_URL: must be an http or https address')
  const url = new URL(baseUrl)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Error('LLM_BASE_URL: must be an http or https address')
  // fetch refuses such an address with a message that quotes it.
  if (url.username || url.password) throw new Error('LLM_BASE_URL: must hold no credentials, use LLM_API_KEY')
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/chat/completions`
  url.hash = ''
  return url.href
}
