// Headers that go with the answers of an operation: cross-origin access and what is left of the rate limit. Which
// operation has which is part of the contract (section 1), so each route says so itself.
import type { FastifyInstance, FastifyReply } from 'fastify'
import { fault } from '../domain/errors.ts'
import type { RateCounter, RateLimit } from '../ports/rate-counter.ts'
import { accountOf } from './authentication.ts'

/** Groups of headers: `rate` = X-Rate-Limit-*, `cors` = Access-Control-*, `etag` = ETag (set by the route itself). */
export type AnswerHeader = 'rate' | 'cors' | 'etag'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The groups of headers on this route's answers; `rate` and `cors` unless it says otherwise. */
    answerHeaders?: readonly AnswerHeader[]
  }
}

const usualHeaders: readonly AnswerHeader[] = ['rate', 'cors']

/** The groups of headers of a route. */
export function answerHeadersOf(config: {
  answerHeaders?: readonly AnswerHeader[]
}): readonly AnswerHeader[] {
  return config.answerHeaders ?? usualHeaders
}

const corsHeaders = {
  'Access-Control-Allow-Methods': 'GET, POST, DELETE, OPTIONS',
  'Access-Control-Allow-Headers': 'Content-Type, Authorization, If-Match',
  'Access-Control-Allow-Credentials': 'false',
  'Access-Control-Expose-Headers':
    'ETag, Twilio-Request-Id, X-Rate-Limit-Limit, X-Rate-Limit-Remaining, X-Rate-Limit-Config',
}

/** Origins whose pages may read answers: `*` for those of all. */
export type CorsOrigins = '*' | readonly string[]

/** Answers OPTIONS on every path, without credentials, and adds cross-origin headers where a route has them and the
 * page may read the answer. */
export function installCors(app: FastifyInstance, origins: CorsOrigins = '*') {
  app.addHook('onRequest', async (request, reply) => {
    const asks = request.method === 'OPTIONS'
    if (asks || answerHeadersOf(request.routeOptions.config).includes('cors'))
      reply.headers(corsHeadersFor(request.headers.origin, origins))
    return asks ? reply.status(204).send() : undefined
  })
}

function corsHeadersFor(origin: string | undefined, origins: CorsOrigins): Record<string, string> {
  if (origins === '*') return { 'Access-Control-Allow-Origin': '*', ...corsHeaders }
  if (origins.length === 0) return {}
  // An answer that was kept for one origin is not good for another.
  if (!origin || !origins.includes(origin)) return { Vary: 'Origin' }
  return { 'Access-Control-Allow-Origin': origin, ...corsHeaders, Vary: 'Origin' }
}

/** Counts requests per account and refuses those over the limit before anything is done. Register it after
 * authentication. Without a limit the headers say so. */
export function installRateLimit(app: FastifyInstance, counter: RateCounter | null) {
  app.addHook('onRequest', async (request, reply) => {
    const wantsHeaders = answerHeadersOf(request.routeOptions.config).includes('rate')
    if (!counter) {
      if (wantsHeaders) reply.headers(unlimited)
      return
    }
    const { remaining, waitMs } = await counter.take(accountOf(request))
    if (wantsHeaders) tell(reply, counter.limit, remaining)
    if (waitMs === 0) return
    reply.header('Retry-After', Math.max(1, Math.ceil(waitMs / 1000)))
    throw fault('tooManyRequests')
  })
}

const unlimited = {
  'X-Rate-Limit-Limit': 'unlimited',
  'X-Rate-Limit-Remaining': 'unlimited',
  'X-Rate-Limit-Config': 'off',
}

function tell(reply: FastifyReply, { requests, seconds }: RateLimit, remaining: number) {
  reply.headers({
    'X-Rate-Limit-Limit': String(requests),
    'X-Rate-Limit-Remaining': String(remaining),
    'X-Rate-Limit-Config': `${requests}/${seconds}s`,
  })
}
