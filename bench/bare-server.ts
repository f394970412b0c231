// The bare Fastify of bench/http.ts, in a process of its own: a route for each of ours, which answers always the same
// text from memory. No credentials, no checks, no database.
import formbody from '@fastify/formbody'
import { fastify } from 'fastify'

/** What to answer at each route; paths as Fastify writes them. */
export interface BareRoute {
  method: 'GET' | 'POST'
  url: string
  status: number
  body: string
}

process.once('message', (routes: BareRoute[]) => void serve(routes))

async function serve(routes: readonly BareRoute[]) {
  const http = fastify()
  await http.register(formbody)
  for (const { method, url, status, body } of routes) {
    http.route({
      method,
      url,
      handler: (_request, reply) => reply.code(status).type('application/json; charset=utf-8').send(body),
    })
  }
  process.send?.(await http.listen({ port: 0, host: '127.0.0.1' }))
}
