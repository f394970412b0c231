// Answers for one of Twilio's hosts through the Verbatim server, as far as that serves it.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { forward } from './forward.ts'
import { answerWith } from './refusal.ts'
import { serves } from './routes.ts'

/** What was asked for. `host` replaces the Host that the client sent. */
export interface Asked {
  hostName: string
  /** Path and query. */
  path: string
  host?: string
}

/** One exchange: the server that answers, what hears of it, and the two ends. */
export interface Exchange {
  target: URL
  report(line: string): void
  request: IncomingMessage
  response: ServerResponse
}

/** Passes the request on, or answers 404 when the path is none of the Verbatim server's. */
export function answer(asked: Asked, { target, report, request, response }: Exchange): void {
  const { hostName, path, host } = asked
  const shown = path.split('?')[0]!.replace(/[^\x21-\x7e]/g, '?')
  response.once('close', () => {
    report(`${request.method} ${hostName}${shown} ${response.headersSent ? response.statusCode : 'given up'}`)
  })
  if (!serves(hostName, path)) {
    const message = `The proxy of Verbatim does not serve ${shown} of ${hostName}`
    answerWith(response, { status: 404, message })
    return
  }
  const to = { server: target, path, ...(host === undefined ? {} : { host }) }
  forward(request, response, { to, failed: (reason) => report(`no answer from ${target.origin}: ${reason}`) })
}
