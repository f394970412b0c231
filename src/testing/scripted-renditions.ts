// Renditions that hold what was asked for instead of sound.
import { writeFile } from 'node:fs/promises'
import type { MutedRange } from '../domain/audio.ts'
import type { MuteRequest, RenditionRequest, Renditions } from '../ports/renditions.ts'

/** Writes a line about each request in place of the rendition; keeps the requests. Every channel has the same two
 * peaks, and keys were pressed where `keyTones` says. */
export function scriptedRenditions(
  keyTones: MutedRange[] = [],
): Renditions & { requests: RenditionRequest[]; muted: MuteRequest[] } {
  const requests: RenditionRequest[] = []
  const muted: MuteRequest[] = []
  const write = async (path: string, content: object, channels: number) => {
    const text = JSON.stringify(content)
    await writeFile(path, text, { mode: 0o600 })
    return { bytes: Buffer.byteLength(text), channels }
  }
  return {
    requests,
    muted,
    render(request) {
      requests.push(request)
      const { format, channels } = request
      return write(request.toPath, { format, channels }, channels ?? 2)
    },
    mute(request) {
      muted.push(request)
      const { mute, filler } = request
      return write(request.toPath, { mute, filler }, request.audio.channels.length)
    },
    survey: async ({ channels, keyTones: wanted }) => ({
      peaks: channels.map(() => [0.5, -0.25]),
      keyTones: wanted ? keyTones : [],
    }),
    close: async () => undefined,
  }
}
