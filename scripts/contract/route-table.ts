// What the routes of the app say about themselves, read without data, engines or a port.
import Fastify from 'fastify'
import { type AnswerHeader, answerHeadersOf } from '../../src/http/answer-headers.ts'
import { registerRoutes } from '../../src/web.ts'

/** A route that the contract names. Schemas are TypeBox values with the keywords of src/http/schemas.ts. */
export interface NamedRoute {
  operationId: string
  /** In lower case. */
  method: string
  /** As OpenAPI writes it: `/v2/Services/{Sid}`. */
  path: string
  /** Answered without credentials. */
  isOpen: boolean
  tags: readonly string[]
  summary: string | undefined
  params: unknown
  headers: unknown
  querystring: unknown
  body: unknown
  /** Schemas of the answers by status. */
  response: Readonly<Record<string, unknown>>
  answerHeaders: readonly AnswerHeader[]
}

/** Every route with an operationId, in the order of registration. */
export async function readRoutes(): Promise<NamedRoute[]> {
  const http = Fastify()
  const routes: NamedRoute[] = []
  http.addHook('onRoute', function ({ method, url, schema, config }) {
    // Fastify adds a HEAD of its own to each GET, with the same schema.
    if (!schema?.operationId || method === 'HEAD') return
    routes.push({
      operationId: schema.operationId,
      method: String(method).toLowerCase(),
      path: url.replace(/:(\w+)/g, '{$1}'),
      // The mark that requireCredentials leaves.
      isOpen: !this.hasRequestDecorator('caller'),
      tags: schema.tags ?? [],
      summary: schema.summary,
      params: schema.params,
      headers: schema.headers,
      querystring: schema.querystring,
      body: schema.body,
      response: (schema.response ?? {}) as Record<string, unknown>,
      answerHeaders: answerHeadersOf(config ?? {}),
    })
  })
  await registerRoutes(http, stubParts)
  return routes
}

type Parts = Parameters<typeof registerRoutes>[1]

/** All that registration itself looks at; no handler ever runs. */
const stubParts = {
  rates: null,
  checks: {},
  embedOrigins: [],
  limits: { maxBytes: 0, maxSeconds: 0 },
} satisfies Partial<Parts> as unknown as Parts
