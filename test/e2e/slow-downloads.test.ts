// Recordings whose origin hardly sends anything, against the call of another account: with one recogniser.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { pcm16, sine, wavFile } from '../../src/adapters/decoder-native/recording-fixtures.ts'
import { eventually } from '../../src/testing/eventually.ts'
import { startFileServer } from '../../src/testing/file-server.ts'
import { type Client, makeAccount } from '../../src/testing/key-client.ts'
import { startTestServer } from '../../src/testing/test-server.ts'

const DRIPS = 12
/** How long the good call may take: a single download that is waited for to its end takes ten minutes, which no load
 * makes shorter. */
const MOST_MS = 300_000

/** An origin that sends a byte every four seconds, for ever. */
async function drippingOrigin(t: TestContext): Promise<string> {
  const origin = createServer((_request, response) => {
    response.write('R')
    const drip = setInterval(() => response.write('.'), 4000)
    response.on('close', () => clearInterval(drip))
  })
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    origin.closeAllConnections()
    origin.close()
  })
  return `http://127.0.0.1:${(origin.address() as AddressInfo).port}/call.wav`
}

/** Has `client` transcribe what is at `url`; returns how to read its status. */
async function transcribing(client: Client, url: string) {
  const { body: service } = await client.request<{ sid: string }>('POST', '/v2/Services', {
    UniqueName: 'calls',
  })
  return async () => {
    const form = {
      ServiceSid: service.sid,
      Channel: JSON.stringify({ media_properties: { media_url: url } }),
    }
    const { status, body } = await client.request<{ sid: string }>('POST', '/v2/Transcripts', form)
    assert.ok(status < 300, `${status}`)
    return async () =>
      (await client.request<{ status: string }>('GET', `/v2/Transcripts/${body.sid}`)).body.status
  }
}

test('one account’s dripping downloads do not keep another’s call from being transcribed', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'slow-downloads-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'call.wav')
  writeFileSync(file, wavFile({ data: pcm16(sine(440, 8000, 32_000)) }))
  const good = await startFileServer()
  t.after(good.close)
  const server = await startTestServer(t, {
    WORKERS: '1',
    NETWORK_ALLOW: '127.0.0.1',
    ASR_MODEL: 'moonshine-tiny',
  })
  const drip = await transcribing(server, await drippingOrigin(t))
  const drips = await Promise.all(Array.from({ length: DRIPS }, drip))
  // Until the first of them has the only place there is.
  while ((await Promise.all(drips.map((one) => one()))).every((status) => status === 'queued'))
    await delay(50)

  const call = await (await transcribing(await makeAccount(server), good.urlOf(file)))()
  let status = ''
  const isCompleted = async () => {
    status = await call()
    return status === 'completed'
  }
  await eventually(isCompleted, () => `the good call is completed, not ${status}`, { limitMs: MOST_MS })
  const statuses = await Promise.all(drips.map((one) => one()))
  assert.ok(statuses.includes('in-progress'), `${statuses}`)
  assert.ok(!statuses.includes('completed'))
})
