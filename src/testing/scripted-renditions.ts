// Renditions that hold what was asked for instead of sound.
import { writeFile } from 'node:fs/promises'
import type { RenditionRequest, Renditions } from '../ports/renditions.ts'

/** Writes a line about each request in place of the rendition; keeps the requests. */
export function scriptedRenditions(): Renditions & { requests: RenditionRequest[] } {
  const requests: RenditionRequest[] = []
  return {
    requests,
    async render(request) {
      requests.push(request)
      const { format, channels, mute = [] } = request
      const text = JSON.stringify({ format, channels, mute })
      await writeFile(request.toPath, text, { mode: 0o600 })
      return { bytes: Buffer.byteLength(text), channels: channels ?? 2 }
    },
    close: async () => undefined,
  }
}
