// Request parameters as Twilio's clients send them: urlencoded forms in PascalCase, booleans in any case,
// unknown fields ignored.
import type { IncomingMessage } from 'node:http'
import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import { fault } from '../domain/errors.ts'
import { pathNotFound } from './error-body.ts'
import { hasBody } from './unread-body.ts'

/** How long the body of a form may take to arrive. */
const FORM_TIME_LIMIT_MS = 60_000

interface ObjectSchema {
  properties?: Record<string, { type?: string }>
}

/** Accepts urlencoded bodies only (415 for the rest) and lets `True` pass for `true`. NUL characters, which
 * PostgreSQL does not take, are refused: 400 in a value, 404 in a path.
 * @param bodyLimitMs how long a body may take to arrive */
export async function installForms(app: FastifyInstance, bodyLimitMs = FORM_TIME_LIMIT_MS) {
  app.removeAllContentTypeParsers()
  await app.register(formbody)
  app.addHook('preParsing', async ({ headers, raw }, _reply, payload) => {
    // Without a body nobody reads the payload to its end, and answers may take longer: downloads, event streams.
    if (!hasBody(headers)) return payload
    // It is the connection that keeps the process alive, where there is one.
    const timer = setTimeout(() => refuseSlow(raw, bodyLimitMs), bodyLimitMs).unref()
    payload.once('close', () => clearTimeout(timer)).once('end', () => clearTimeout(timer))
    return payload
  })
  app.addHook('preValidation', async (request) => {
    const schema = request.routeOptions.schema
    if (schema?.body && request.body === undefined) request.body = {}
    if (nameOfNul(request.params)) throw pathNotFound(request)
    const broken = nameOfNul(request.body) ?? nameOfNul(request.query)
    if (broken) throw fault('invalidParameter', `${broken} holds a NUL character`)
    lowerBooleans(request.body, schema?.body as ObjectSchema | undefined)
    lowerBooleans(request.query, schema?.querystring as ObjectSchema | undefined)
  })
}

/** Tells whoever reads the body that it comes too slowly, so that its sender is answered: a request that is destroyed
 * takes its connection along, and the answer with it. A sender who has not taken the answer after another `patienceMs`
 * is cut off. */
function refuseSlow(request: IncomingMessage, patienceMs: number) {
  const timer = setTimeout(() => request.destroy(), patienceMs).unref()
  request.once('close', () => clearTimeout(timer))
  // A body that was refused already has no reader any more, and an error that nobody hears ends the process.
  if (request.listenerCount('error') > 0) request.emit('error', fault('requestTooSlow'))
}

/** The first field whose value holds a NUL character. */
function nameOfNul(values: unknown): string | undefined {
  return Object.entries(values ?? {}).find(([, value]) => String(value).includes('\0'))?.[0]
}

function lowerBooleans(values: unknown, schema: ObjectSchema | undefined) {
  if (typeof values !== 'object' || values === null) return
  const fields = values as Record<string, unknown>
  for (const [name, { type }] of Object.entries(schema?.properties ?? {})) {
    const value = fields[name]
    if (type === 'boolean' && typeof value === 'string') fields[name] = value.toLowerCase()
  }
}
