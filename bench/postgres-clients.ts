// The clients of bench/postgres.ts and bench/http.ts, in a process of their own: each sends its next request when the
// last was answered.
import { Agent, request } from 'undici'

/** What to send, to whom; `path` gets a number of its own with each request in place of `{n}`. */
export interface ClientsRequest {
  url: string
  authorization: string
  clients: number
  seconds: number
  /** Sent as a form, with `{n}` replaced too; null for GET. */
  form: string | null
}

/** What came back. */
export interface ClientsReport {
  answered: number
  perSecond: number
  refused: number
  p50Ms: number
  p95Ms: number
}

process.once('message', (wanted: ClientsRequest) => void run(wanted))

async function run({ url, authorization, clients, seconds, form }: ClientsRequest) {
  const dispatcher = new Agent({ connections: clients, pipelining: 1 })
  const headers = {
    authorization,
    ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
  }
  const times: number[] = []
  let refused = 0
  let sent = 0
  const startedMs = performance.now()
  const endMs = startedMs + seconds * 1000
  const client = async () => {
    while (performance.now() < endMs) {
      const n = `${process.pid}-${sent++}`
      const sentMs = performance.now()
      const answer = await request(url, {
        method: form ? 'POST' : 'GET',
        headers,
        dispatcher,
        ...(form && { body: form.replace('{n}', n) }),
      })
      await answer.body.dump()
      times.push(performance.now() - sentMs)
      if (answer.statusCode >= 300) refused++
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  const took = (performance.now() - startedMs) / 1000
  const sorted = times.sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  const perSecond = sorted.length / took
  const report = { answered: sorted.length, perSecond, refused, p50Ms: at(0.5), p95Ms: at(0.95) }
  process.send!(report satisfies ClientsReport, () => process.exit(0))
}
