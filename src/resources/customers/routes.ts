// Customers, of whom only the key is known: Verbatim's own resource, for erasing them.
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { accountOf } from '../../http/authentication.ts'
import type { RemovalDeps } from '../../ports/removal.ts'
import { eraseCustomer } from './service.ts'

const path = Type.Object({
  CustomerKey: Type.String({ description: 'The key as it was given at create, percent-encoded.' }),
})

/** Registers the erasure. */
export function customerRoutes(app: FastifyInstance, deps: RemovalDeps) {
  app.delete<{ Params: Static<typeof path> }>(
    '/x/v1/Customers/:CustomerKey',
    { schema: { operationId: 'DeleteCustomer', params: path, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await eraseCustomer(accountOf(request), request.params.CustomerKey, deps)
      return reply.status(204).send()
    },
  )
}
