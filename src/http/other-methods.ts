// Methods that a known path does not have: 405 with Allow instead of 404.
import type { FastifyInstance } from 'fastify'
import { fault } from '../domain/errors.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Notes every route registered on `app` from now on; the returned function then adds the refusals. */
export function watchMethods(app: FastifyInstance): () => void {
  const allowed = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const known = allowed.get(url) ?? new Set<string>()
    for (const one of [method].flat()) known.add(one)
    allowed.set(url, known)
  })
  return () => {
    for (const [url, known] of [...allowed]) {
      const Allow = [...known].sort().join(', ')
      const refused = methods.filter((method) => !known.has(method))
      app.route({
        method: refused,
        url,
        // Before the body is read: what it is does not matter.
        onRequest: async (_request, reply) => {
          reply.header('Allow', Allow)
          throw fault('methodNotAllowed')
        },
        handler: async () => undefined,
      })
    }
  }
}
