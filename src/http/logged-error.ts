// What the log may hold of an error: what went wrong and where. Errors of the database carry the values of the row
// that they are about, others the request that they belong to; none of that is ours to write down.

/** An error as it is logged; `cause` likewise, down to the fourth. */
export interface LoggedError {
  type: string
  message: string
  stack: string
  code?: string | number
  cause?: LoggedError
  [name: string]: unknown
}

const MOST_CAUSES = 4

/** Picks what is logged of `error`; anything but an Error is logged by its type alone. */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error', stack: '' }
  const { name, message, stack = '', cause } = error
  const { code } = error as { code?: unknown }
  return {
    type: name,
    message,
    stack,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(cause instanceof Error && depth < MOST_CAUSES && { cause: loggedError(cause, depth + 1) }),
  }
}
