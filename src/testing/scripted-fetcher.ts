// A fetcher that finds what the test says at any address; nothing leaves the process.
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import type { DownloadRequest, Fetcher } from '../ports/fetcher.ts'

/** Answers every download with the text that `body` returns, or fails as it throws; keeps the requests. */
export function scriptedFetcher(
  body: (request: DownloadRequest) => string | Promise<string>,
): Fetcher & { downloads: DownloadRequest[] } {
  const downloads: DownloadRequest[] = []
  return {
    downloads,
    async download(request) {
      downloads.push(request)
      const text = await body(request)
      await writeFile(request.toPath, text, { mode: 0o600 })
      const sha256 = createHash('sha256').update(text).digest('hex')
      return { bytes: Buffer.byteLength(text), sha256, contentType: 'text/html' }
    },
    send: () => Promise.reject(new Error('the scripted fetcher sends nothing')),
    check: () => undefined,
    close: async () => undefined,
  }
}
