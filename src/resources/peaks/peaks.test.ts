// Peaks that are made when somebody asks: of what can be drawn, for whoever still waits. What is stored is tested with
// the redaction report.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import Fastify from 'fastify'
import { fault } from '../../domain/errors.ts'
import type { Transcript } from '../../domain/transcript.ts'
import { installAudit } from '../../http/audit.ts'
import { requireCredentials } from '../../http/authentication.ts'
import { installErrors } from '../../http/error-body.ts'
import { schemaKeywords } from '../../http/schemas.ts'
import type { Decoder } from '../../ports/decoder.ts'
import { assertError } from '../../testing/answers.ts'
import { createPipelineParts, storeTranscript } from '../../testing/pipeline-parts.ts'
import { decodedAudio } from '../../testing/scripted-decoder.ts'
import { scriptedRenditions } from '../../testing/scripted-renditions.ts'
import { peaksRoutes } from './routes.ts'

const EACH = 4
const timeout = 60_000

/** A server of the peaks of one transcript, whose recording `decode` decodes. */
async function serve(t: TestContext, decode: Decoder['decode'], status: Transcript['status'] = 'completed') {
  const folder = mkdtempSync(join(tmpdir(), 'peaks-'))
  const parts = createPipelineParts(folder)
  const transcript = await storeTranscript(parts)
  const { sid, accountSid } = transcript
  const key = `media/${accountSid}/${sid}/original`
  writeFileSync(join(folder, 'incoming'), 'a recording')
  await parts.mediaStore.take(key, join(folder, 'incoming'), transcript)
  const media = { key, bytes: 11, sha256: 'ab', contentType: null }
  await parts.store.transcripts.advance(sid, { status, media })
  const logged: string[] = []
  const stream = { write: (line: string) => void logged.push(line) }
  const app = Fastify({
    logger: { level: 'error', stream },
    ajv: { customOptions: { keywords: schemaKeywords } },
  })
  installErrors(app)
  requireCredentials(app, {
    verify: async () => ({ accountSid, keySid: null, scope: 'full' }),
    authToken: async () => null,
    forget: () => undefined,
  })
  installAudit(app, parts)
  peaksRoutes(app, { ...parts, uploadDecoder: { decode }, apiRenditions: scriptedRenditions() })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(async () => {
    app.server.closeAllConnections()
    await app.close()
    rmSync(folder, { recursive: true })
  })
  const ask = async (signal: AbortSignal | null = null) => {
    const headers = { authorization: `Basic ${btoa('user:password')}` }
    const answer = await fetch(`${url}/x/v1/Transcripts/${sid}/Peaks`, { headers, signal })
    return { status: answer.status, headers: answer.headers, body: await answer.json() }
  }
  return { ask, logged }
}

const decodable: Decoder['decode'] = async () => decodedAudio(9600)

test('of a recording that can not be decoded there are none, and nothing went wrong', async (t) => {
  const { ask, logged } = await serve(t, async () => {
    throw fault('mediaTypeUnsupported')
  })
  assertError(await ask(), 404, 20404)
  assert.deepEqual(logged, [])
})

test('a decoder that breaks is an error all the same', async (t) => {
  const { ask, logged } = await serve(t, async () => {
    throw new Error('the decoder broke')
  })
  assertError(await ask(), 500, 20500)
  assert.equal(logged.length, 1)
})

for (const status of ['queued', 'in-progress', 'failed'] as const) {
  test(`of a transcript that is ${status} none are made`, async (t) => {
    const { ask } = await serve(t, decodable, status)
    assertError(await ask(), 404, 20404)
  })
}

test('they are made of a completed one', async (t) => {
  const { ask } = await serve(t, decodable)
  assert.equal((await ask()).status, 200)
})

test(
  'a client that leaves ends the work and is no error; an account has so much of it at once',
  {
    timeout,
  },
  async (t) => {
    let underWay = 0
    const { ask, logged } = await serve(t, async ({ signal }) => {
      underWay++
      await new Promise((resolve) => signal!.addEventListener('abort', resolve))
      underWay--
      throw signal!.reason
    })
    const leave = new AbortController()
    const waiting = Array.from({ length: EACH }, () => ask(leave.signal))
    while (underWay < EACH) await delay(5)
    assertError(await ask(), 429, 20429)
    leave.abort()
    for (const one of await Promise.allSettled(waiting)) assert.equal(one.status, 'rejected')
    while (underWay > 0) await delay(5)
    // Until what follows has happened, too.
    await delay(50)
    assert.deepEqual(logged, [])
  },
)
