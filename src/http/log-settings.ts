// How the log is written: what libraries put into it beside our own lines goes through here as well.
import type { FastifyRequest } from 'fastify'
import { loggedError } from './logged-error.ts'
import { loggedPath } from './logged-path.ts'

/** Settings of the logger for this level: errors and requests show only what {@link loggedError} and
 * {@link loggedPath} let through. Every line holds, beside its own fields, those that `around` gives. */
export function logSettings(level: string, around: () => object = () => ({})) {
  return {
    level,
    mixin: () => ({ ...around() }),
    serializers: {
      err: (error: unknown) => loggedError(error),
      req: (request: FastifyRequest) => ({ method: request.method, path: loggedPath(request) }),
    },
    // The reader of multipart forms tells the whole header of its request, credentials included.
    redact: { paths: ['busboyOptions', 'headers', '*.headers'], remove: true },
  }
}
