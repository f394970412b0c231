// A place for recordings that misbehaves as told, for checks of what becomes of them.
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A running origin. */
export interface RecordingOrigin {
  /** Address of the recording of that name. `login` is `user:password`. */
  urlOf(name: string, login?: string): string
  /** Requests for it so far. */
  requestsFor(name: string): IncomingMessage[]
  close(): void
}

/** Starts an origin on a free port of 127.0.0.1 that answers each name in its own way; other names are 404. */
export async function startRecordingOrigin(
  answers: Record<string, RequestListener>,
): Promise<RecordingOrigin> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    const answer = answers[request.url!.slice(1)]
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    urlOf: (name, login) => `http://${login ? `${login}@` : ''}${host}/${name}`,
    requestsFor: (name) => requests.filter(({ url }) => url === `/${name}`),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Answers with a status and no body. */
export function refuseWith(status: number): RequestListener {
  return (_request, response) => void response.writeHead(status).end()
}

/** Answers with a whole body. */
export function answerWith(body: Buffer | string, contentType = 'audio/wav'): RequestListener {
  return (_request, response) => void response.writeHead(200, { 'Content-Type': contentType }).end(body)
}
