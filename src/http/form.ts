// Request parameters as Twilio's clients send them: urlencoded forms in PascalCase, booleans in any case,
// unknown fields ignored.
import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'

interface ObjectSchema {
  properties?: Record<string, { type?: string }>
}

/** Accepts urlencoded bodies only (415 for the rest) and lets `True` pass for `true`. */
export async function installForms(app: FastifyInstance) {
  app.removeAllContentTypeParsers()
  await app.register(formbody)
  app.addHook('preValidation', async (request) => {
    const schema = request.routeOptions.schema
    if (schema?.body && request.body === undefined) request.body = {}
    lowerBooleans(request.body, schema?.body as ObjectSchema | undefined)
    lowerBooleans(request.query, schema?.querystring as ObjectSchema | undefined)
  })
}

function lowerBooleans(values: unknown, schema: ObjectSchema | undefined) {
  if (typeof values !== 'object' || values === null) return
  const fields = values as Record<string, unknown>
  for (const [name, { type }] of Object.entries(schema?.properties ?? {})) {
    const value = fields[name]
    if (type === 'boolean' && typeof value === 'string') fields[name] = value.toLowerCase()
  }
}
