// Transcripts that cost the recogniser nothing: a second of silence is completed at once, without sentences.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json, Subject } from './subject.ts'
import { silentWav } from './wav-file.ts'
import type { World } from './world.ts'

const urls = new WeakMap<World, string>()

/** Address of the recording. */
export function silenceUrl({ world }: Subject): string {
  const known = urls.get(world)
  if (known) return known
  const path = join(world.folder, 'silence.wav')
  writeFileSync(path, silentWav())
  const url = world.files.urlOf(path)
  urls.set(world, url)
  return url
}

/** Channel of the recording, or of another one. */
export function channelOf(mediaUrl: string): string {
  return JSON.stringify({ media_properties: { media_url: mediaUrl } })
}

/** Creates a transcript of silence under a Service and waits for its end. */
export function transcribeSilence(
  subject: Subject,
  serviceSid: string,
  form: Record<string, string> = {},
): Promise<Json> {
  return subject.transcribe(serviceSid, { mediaUrl: silenceUrl(subject), form })
}
