// Receives webhooks on loopback and keeps them as they came in.
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request as received. `url` is absolute. */
export interface ReceivedHook {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
}

/** A running receiver. */
export interface WebhookReceiver {
  url: string
  received: ReceivedHook[]
  close(): void
}

/** Starts a receiver that answers each request with the status `answer` gives for it. */
export async function startWebhookReceiver(
  answer: (hook: ReceivedHook) => number | Promise<number> = () => 204,
): Promise<WebhookReceiver> {
  const received: ReceivedHook[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const hook = { method: request.method!, url: origin + request.url, headers: request.headers, body }
    received.push(hook)
    response.writeHead(await answer(hook)).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `${origin}/hook`,
    received,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
