// The parts as the composition root joins them: what clients ask for has limits of its own.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import Fastify from 'fastify'
import { openVault } from './adapters/vault-file/vault.ts'
import { describeConfig, readConfig } from './config.ts'
import { sidFrom } from './domain/sid.ts'
import { openMonitoring } from './monitoring.ts'
import { assemble, type Closing } from './parts.ts'
import { deadWire } from './ports/wire.ts'
import { anAccount, aTranscript } from './testing/builders.ts'
import { createMemoryDatabase } from './testing/memory-database.ts'
import { writeSpool } from './testing/spools.ts'

/** How many renditions are made at once. */
const TURNS = 2
type Given = Parameters<typeof assemble>[1]

/** The parts around a database in memory, with `program` for ffmpeg. */
async function joinParts(t: TestContext, program = 'exit 1') {
  const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-parts-'))
  const ffmpeg = join(dataDir, 'ffmpeg')
  writeFileSync(ffmpeg, `#!/bin/sh\n${program}\n`, { mode: 0o700 })
  const defaults = Object.fromEntries(describeConfig().map(({ name }) => [name, '']))
  const config = readConfig({ ...defaults, DATA_DIR: dataDir, WORKERS: '0' })
  const closing: Closing = { closers: [], graceMs: 0 }
  t.after(async () => {
    for (const close of closing.closers.reverse()) await close()
    rmSync(dataDir, { recursive: true })
  })
  const { store, unitOfWork } = createMemoryDatabase()
  const firstAccount = { accountSid: anAccount(), authToken: '', generated: false, configured: false }
  const data = {
    ...{ vault: openVault(dataDir, null), store, unitOfWork, firstAccount, wire: deadWire },
    ...{ db: { exclusive: true }, queue: { wake: () => undefined } },
  } as unknown as Given['data']
  const parts = assemble(config, {
    ...{ dataDir, http: Fastify(), data, engines: null, closing },
    ffmpeg: { path: ffmpeg, version: '0', prlimit: null, setpriv: null },
    monitoring: await openMonitoring(config, () => undefined),
  })
  return { dataDir, parts, store }
}

test('renditions that clients wait for keep no transcript waiting', { timeout: 120_000 }, async (t) => {
  const { dataDir, parts } = await joinParts(t, 'echo >> "$0-begun"; exec sleep 600')
  const path = join(dataDir, 'recording')
  writeFileSync(path, '#!AMR\n and what only another program decodes')
  const ends = new AbortController()
  const asked = Array.from({ length: 2 * TURNS }, (_, at) =>
    parts.apiRenditions.render({
      ...{ path, toPath: join(dataDir, `made-${at}`), format: 'mp3', channels: null },
      ...{ workDir: dataDir, maxSeconds: 60, signal: ends.signal },
    }),
  )
  const begun = join(dataDir, 'ffmpeg-begun')
  while (!existsSync(begun) || statSync(begun).size < TURNS) await delay(10)
  const spool = writeSpool(join(dataDir, 'spool'), 0.1, () => 0.5)
  const { peaks } = await parts.renditions.survey({ channels: [spool], keyTones: false })
  assert.equal(peaks.length, 1)
  ends.abort()
  for (const one of await Promise.allSettled(asked)) assert.equal(one.status, 'rejected')
})

test('nobody’s trials of operators keep others from trying theirs', async (t) => {
  const { parts, store } = await joinParts(t)
  const wait = Promise.withResolvers<never>()
  store.sentences.list = () => wait.promise
  const config = { phrase_sets: [{ name: 'Wish', phrases: ['refund'] }] }
  const operator = {
    sid: sidFrom('operator', 'ab'.repeat(16)),
    ...{ friendlyName: 'Refund', operatorType: 'PhraseMatching', config },
  }
  const { signal } = new AbortController()
  const begin = (accountSid: ReturnType<typeof anAccount>) =>
    parts.tryOperator({ transcript: aTranscript({ accountSid }), operator, signal })
  const [one, other] = [anAccount(), anAccount()]
  const running = [begin(one), begin(one)]
  await assert.rejects(begin(one), { key: 'tooManyRequests' })
  running.push(begin(other))
  wait.reject(new Error('the end of the test'))
  for (const trial of running) await assert.rejects(trial, /the end of the test/)
})
