// A scripted OpenAI-compatible endpoint on loopback for this folder's tests; nothing of the product imports it.
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

/** A request as the endpoint saw it. */
export interface SeenRequest {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: {
    model: string
    messages: { role: string; content: string }[]
    temperature?: number
    response_format?: { type: string; json_schema?: { name: string; strict: boolean; schema: object } }
  }
}

/** What is answered: a status with a body (text, or what becomes JSON) and headers, or anything by hand. */
export type ScriptedReply =
  | { status?: number; body?: unknown; headers?: Record<string, string> }
  | ((response: ServerResponse) => void)

/** A running endpoint. */
export interface TestEndpoint {
  /** `http://127.0.0.1:<port>/v1` */
  baseUrl: string
  requests: SeenRequest[]
}

/** The body of a chat completion with one choice. */
export function completion(content: unknown, { finish = 'stop', ...message }: Record<string, unknown> = {}) {
  return {
    model: 'served-model',
    choices: [{ index: 0, message: { role: 'assistant', content, ...message }, finish_reason: finish }],
  }
}

/** Starts an endpoint that is closed with the test. The last reply of a list is repeated. */
export async function startEndpoint(
  t: TestContext,
  script: ScriptedReply[] | ((request: SeenRequest, count: number) => ScriptedReply),
): Promise<TestEndpoint> {
  const requests: SeenRequest[] = []
  const server = createServer(async (incoming, response) => {
    let text = ''
    for await (const chunk of incoming) text += chunk
    const { method = '', url: path = '', headers } = incoming
    const seen: SeenRequest = { method, path, headers, body: JSON.parse(text) }
    const count = requests.push(seen)
    play(typeof script === 'function' ? script(seen, count) : (script[count - 1] ?? script.at(-1)!), response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(async () => {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  })
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, requests }
}

function play(reply: ScriptedReply, response: ServerResponse): void {
  if (typeof reply === 'function') {
    reply(response)
    return
  }
  const { status = 200, body = completion('fine'), headers = {} } = reply
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}
