// A server that recognises speech, as the worked engine of docs/guide/engines.md asks one. It knows what is said in the
// audio of the recogniser suite by heart.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AudioSlice, SPOOL_RATE_HZ } from '../../src/domain/audio.ts'
import type { AsrAudio } from '../../src/testing/asr-subject.ts'

const HEADER_BYTES = 44
/** Only the longest slice is. */
const LONG_S = 25

/** Answers a form with a WAV file `file` with its text; of speech that it does not know it hears nothing. */
export function createHearingServer(audio: AsrAudio): Server {
  const known = new Map(audio.spoken.map(({ slice, text }) => [keyOf(samplesOf(slice)), text]))
  const everything = audio.spoken.map(({ text }) => text).join(' ')
  return createServer(async (request, response) => {
    const body = new Response(request, { headers: { 'content-type': request.headers['content-type']! } })
    const file = (await body.formData()).get('file')
    const wav = file instanceof File ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0)
    const isLong = wav.length > LONG_S * SPOOL_RATE_HZ * 2
    const text = isLong ? everything : (known.get(keyOf(wav.subarray(HEADER_BYTES))) ?? '')
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ text }))
  })
}

function samplesOf({ path, firstSample, sampleCount }: AudioSlice): Buffer {
  return readFileSync(path).subarray(firstSample * 2, (firstSample + sampleCount) * 2)
}

function keyOf(samples: Buffer): string {
  return createHash('sha256').update(samples).digest('hex')
}
