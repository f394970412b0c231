// Work that is done for an answer alone: it ends when there is nobody left to answer.
import type { FastifyReply } from 'fastify'
import { fault } from '../domain/errors.ts'

/** Aborts once the client has gone, or at once where it had gone already. The reason is no failure of ours and is not
 * logged as one. */
export function clientGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  const leave = () => gone.abort(fault('unavailable', 'The client has gone'))
  if (raw.destroyed) leave()
  else raw.once('close', leave)
  return gone.signal
}
