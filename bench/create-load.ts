// The load of bench/create.ts, in a process of its own: creates transcripts at a fixed rate, whether or not the
// answers keep up, and serves the recording they name.
import { Agent, request } from 'undici'
import { startFileServer } from '../src/testing/file-server.ts'

/** What to offer, to whom. */
export interface LoadRequest {
  baseUrl: string
  sid: string
  token: string
  rate: number
  seconds: number
}

/** What came back. */
export interface LoadReport {
  answered: number
  refused: number
  p50Ms: number
  p99Ms: number
  maxMs: number
}

process.once('message', (wanted: LoadRequest) => void run(wanted))

async function run({ baseUrl, sid, token, rate, seconds }: LoadRequest) {
  const files = await startFileServer()
  const mediaUrl = files.urlOf(new URL('../test/fixtures/sample-call.wav', import.meta.url))
  const dispatcher = new Agent({ connections: 64 })
  const headers = {
    authorization: `Basic ${btoa(`${sid}:${token}`)}`,
    'content-type': 'application/x-www-form-urlencoded',
  }
  const post = (path: string, form: Record<string, string>) =>
    request(`${baseUrl}${path}`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(form).toString(),
      dispatcher,
    })
  const service = (await (await post('/v2/Services', { UniqueName: `bench-${Date.now()}` })).body.json()) as {
    sid: string
  }
  const form = {
    ServiceSid: service.sid,
    Channel: JSON.stringify({ media_properties: { media_url: mediaUrl } }),
  }
  const times: number[] = []
  let refused = 0
  const create = async () => {
    const startedMs = performance.now()
    const response = await post('/v2/Transcripts', form)
    await response.body.dump()
    times.push(performance.now() - startedMs)
    if (response.statusCode !== 202) refused++
  }
  const pending: Promise<void>[] = []
  const beganMs = performance.now()
  for (let count = 0; count < rate * seconds; count++) {
    const dueMs = beganMs + (count * 1000) / rate
    while (performance.now() < dueMs) await new Promise((resolve) => setTimeout(resolve, 1))
    pending.push(create())
  }
  await Promise.all(pending)
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!
  const report: LoadReport = {
    answered: times.length,
    refused,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
  }
  process.send?.(report)
}
