// Does a page cost the same far from the beginning? Lists 500,000 transcripts by pages of 50 over HTTP: the first page
// and the 10,000th, alternating, on the embedded database.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { seedDataDir } from '../src/testing/seeded-data.ts'

const ROWS = 500_000
const DEEP_PAGE = 10_000
const PAGE_SIZE = 50
const ROUNDS = 200

const account = { sid: `AC${'1'.repeat(32)}`, token: 'bench' }
const service = `GA${'2'.repeat(32)}`
const firstMs = Date.UTC(2026, 0, 1)

const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-bench-'))
try {
  await seedDataDir(dataDir, async ({ db }) => {
    await db.query(`insert into transcripts (sid, account_sid, service_sid, status, channel, language_code, duration_s,
        redaction, media_redaction, transcribed, diagnostics, date_created, date_updated)
      select 'GT' || lpad(to_hex(n), 32, '0'), '${account.sid}', '${service}', 'completed',
        '{"mediaUrl": "https://example.com/a", "sourceSid": null, "callSid": null, "participants": []}', 'en-US', 60,
        false, false, true, '{"stageMs": {}, "warnings": [], "failure": null, "attempts": 1}',
        to_timestamp(${firstMs / 1000} + n), to_timestamp(${firstMs / 1000} + n)
      from generate_series(1, ${ROWS}) n`)
    await db.query('analyze transcripts')
  })
  const app = await createApp(
    readConfig({
      DATA_DIR: dataDir,
      WORKERS: '0',
      LOG_LEVEL: 'silent',
      RATE_LIMIT: 'off',
      TWILIO_ACCOUNT_SID: account.sid,
      TWILIO_AUTH_TOKEN: account.token,
    }),
    (error) => {
      throw error
    },
  )
  const address = await app.http.listen({ port: 0, host: '127.0.0.1' })
  const before = ROWS - (DEEP_PAGE - 1) * PAGE_SIZE + 1
  const cursor = [firstMs + before * 1000, `GT${before.toString(16).padStart(32, '0')}`]
  const token = `PA${Buffer.from(JSON.stringify(cursor)).toString('base64url')}`
  const first = `${address}/v2/Transcripts?PageSize=${PAGE_SIZE}`
  const deep = `${first}&Page=${DEEP_PAGE - 1}&PageToken=${token}`
  const times = { first: [] as number[], deep: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    times.first.push(await timeOf(first))
    times.deep.push(await timeOf(deep))
  }
  const [one, other] = [median(times.first), median(times.deep)]
  console.log(
    `${cpus()[0]?.model}, ${cpus().length} cores, ${ROWS} rows, pages of ${PAGE_SIZE}, median of ${ROUNDS}`,
  )
  console.log('| page | ms | ratio |')
  console.log('|---|---|---|')
  console.log(`| 1 | ${one.toFixed(2)} | 1 |`)
  console.log(`| ${DEEP_PAGE} | ${other.toFixed(2)} | ${(other / one).toFixed(2)} |`)
  await app.close(0)
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}

async function timeOf(url: string): Promise<number> {
  const headers = { authorization: `Basic ${btoa(`${account.sid}:${account.token}`)}` }
  const startedMs = performance.now()
  const response = await fetch(url, { headers })
  const { transcripts } = (await response.json()) as { transcripts: unknown[] }
  if (transcripts.length !== PAGE_SIZE) throw new Error(`a page of ${transcripts.length}`)
  return performance.now() - startedMs
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!
}
