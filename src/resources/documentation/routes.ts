// The contract as served, and the page that shows it; no credentials asked.
import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import type { BaseUrl } from '../../http/base-url.ts'
import { pageAssets, pageHtml, pagePolicy, startScript } from './page.ts'
import { createServedContract } from './served-contract.ts'

const script = 'text/javascript; charset=utf-8'

/** Registers `/openapi.json`, `/docs` and the files of that page. */
export function documentationRoutes(app: FastifyInstance, { baseUrl }: { baseUrl: BaseUrl }) {
  const contract = createServedContract()
  app.get('/openapi.json', { config: { answerHeaders: ['cors'] } }, async (request) =>
    contract(baseUrl(request)),
  )
  const config = { answerHeaders: [] }
  app.get('/docs', { config }, async (request, reply) => {
    // The same page under both spellings: relative addresses start elsewhere after a slash.
    const assets = request.url.split('?')[0]!.endsWith('/') ? '' : 'docs/'
    return reply
      .headers({ ...fileHeaders, 'Content-Security-Policy': pagePolicy(baseUrl(request)) })
      .type('text/html; charset=utf-8')
      .send(pageHtml(assets))
  })
  app.get('/docs/start.js', { config }, async (_request, reply) =>
    reply.headers(fileHeaders).type(script).send(startScript),
  )
  for (const [name, type] of Object.entries(pageAssets)) {
    app.get(`/docs/${name}`, { config }, async (_request, reply) =>
      reply
        .headers(fileHeaders)
        .type(type)
        .send(await readFile(assetUrl(name))),
    )
  }
}

/** The page is the same for everybody. */
const fileHeaders = { 'Cache-Control': 'no-cache' }

/** Only the files of the package are used. It carries Swagger UI without the install script of swagger-ui-dist, which
 * reports to a third party. */
function assetUrl(name: string): URL {
  return new URL(`static/${name}`, import.meta.resolve('@fastify/swagger-ui'))
}
