// Serves files on loopback, as a store of recordings would, and counts what was asked for.
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A running file server. */
export interface FileServer {
  /** Address of the file at `path`. */
  urlOf(path: string | URL): string
  /** How often each address was asked for. */
  requests: Map<string, number>
  close(): void
}

/** Starts a server on a free port of 127.0.0.1. */
export async function startFileServer(): Promise<FileServer> {
  const files = new Map<string, string | URL>()
  const requests = new Map<string, number>()
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '')
    requests.set(request.url ?? '', (requests.get(request.url ?? '') ?? 0) + 1)
    if (!file) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'Content-Length': statSync(file).size })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    urlOf(path) {
      const name = `/${files.size}/${String(path).split('/').at(-1)}`
      files.set(name, path)
      return origin + name
    },
    requests,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
