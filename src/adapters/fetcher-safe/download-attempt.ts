// One attempt at a download: ask, judge the answer, write the body. Sorts what went wrong into failures that may
// pass (returned) and those that will not (thrown).

import { fault, VerbatimError } from '../../domain/errors.ts'
import { retryAfterMs } from '../../domain/retry-after.ts'
import type { AddressRules } from './address-rules.ts'
import type { FetchLimits } from './limits.ts'
import { networkFailure } from './network-failure.ts'
import { type PaceLimits, paced } from './pace.ts'
import type { PartialFile } from './partial-file.ts'
import { followRedirects } from './redirects.ts'
import type { Attempt, PassingFailure } from './retry.ts'
import { headerOf, type OpenResponse, type Transport } from './transport.ts'

/** A download between its attempts. */
export interface DownloadJob {
  url: URL
  /** Authorization for the origin of `url` and no other; null = none. */
  authorization: string | null
  maxBytes: number
  signal: AbortSignal
  file: PartialFile
  /** Strong ETag of what `file` holds so far: with it a broken download can go on where it stopped. */
  etag: string | null
}

/** What attempts need beside the job. */
export interface AttemptDeps {
  transport: Transport
  rules: AddressRules
  limits: FetchLimits
}

/** Tries once; `job.file` then holds the whole body or, after a passing failure, possibly its beginning.
 * @returns the Content-Type, null when the server named none
 * @throws VerbatimError downloadFailed, mediaNotFound, mediaUnauthorized, mediaTooLarge, mediaEmpty when another
 *   attempt would not help; the reason of `job.signal` */
export async function attemptDownload(job: DownloadJob, deps: AttemptDeps): Promise<Attempt<string | null>> {
  let host = job.url.host
  const ask = (url: URL) => {
    host = url.host
    return deps.transport.open({
      method: 'GET',
      url,
      headers: requestHeaders(job, url),
      signal: job.signal,
      headersMs: deps.limits.headersMs,
      idleMs: deps.limits.idleMs,
    })
  }
  try {
    const response = await followRedirects(job.url, deps.rules, ask)
    try {
      return (await judge(response, job, host)) ?? (await receive(response, { job, host, pace: deps.limits }))
    } finally {
      response.body.destroy()
    }
  } catch (error) {
    if (error instanceof VerbatimError || job.signal.aborted) throw error
    const { kind, text } = networkFailure(error)
    if (kind === 'timeout' || kind === 'connection') return passing(`${host} ${text}`)
    throw fault('downloadFailed', `${host} ${text}`, { retryable: false })
  }
}

function requestHeaders(job: DownloadJob, url: URL): Record<string, string> {
  return {
    accept: '*/*',
    'accept-encoding': 'identity',
    ...(job.authorization !== null && url.origin === job.url.origin && { authorization: job.authorization }),
    ...(isPartial(job) && { range: `bytes=${job.file.bytes}-`, 'if-range': job.etag }),
  }
}

function isPartial(job: DownloadJob): job is DownloadJob & { etag: string } {
  return job.etag !== null && job.file.bytes > 0
}

/** Makes `job.file` ready for the body.
 * @returns the failure when there is no body worth reading now, else null */
async function judge(response: OpenResponse, job: DownloadJob, host: string): Promise<PassingFailure | null> {
  const status = response.statusCode
  if (status === 408 || status === 429 || status >= 500) {
    return passing(`${host} answered ${status}`, retryAfterMs(headerOf(response, 'retry-after')))
  }
  if (isPartial(job) && (status === 206 || status === 416)) {
    if (status === 206 && continues(response, job)) return null
    await job.file.restart()
    return passing(`${host} did not go on where it broke off`)
  }
  if (status !== 200) throw refused(status, host)
  await job.file.restart()
  const etag = headerOf(response, 'etag')
  job.etag = etag?.startsWith('"') ? etag : null
  return null
}

function continues(response: OpenResponse, job: DownloadJob): boolean {
  const [, start] = /^bytes (\d+)-/.exec(headerOf(response, 'content-range') ?? '') ?? []
  return Number(start) === job.file.bytes && headerOf(response, 'etag') === job.etag
}

/** undici itself fails a body shorter than its Content-Length, and reads none beyond it. */
async function receive(
  response: OpenResponse,
  { job, host, pace }: { job: DownloadJob; host: string; pace: PaceLimits },
): Promise<Attempt<string | null>> {
  const announced = Number(headerOf(response, 'content-length') ?? 0)
  const [, total] = /\/(\d+)$/.exec(headerOf(response, 'content-range') ?? '') ?? []
  refuseOver(job.file.bytes + announced, job.maxBytes)
  for await (const chunk of paced(response.body, pace)) {
    refuseOver(job.file.bytes + chunk.length, job.maxBytes)
    await job.file.append(chunk)
  }
  if (job.file.bytes === 0) throw fault('mediaEmpty')
  if (response.statusCode === 206 && total !== undefined && Number(total) !== job.file.bytes) {
    await job.file.restart()
    return passing(`${host} sent fewer bytes than it announced`)
  }
  return { value: headerOf(response, 'content-type') }
}

function refuseOver(bytes: number, maxBytes: number): void {
  if (bytes > maxBytes) throw fault('mediaTooLarge', `The recording has more than ${maxBytes} bytes`)
}

function refused(status: number, host: string): VerbatimError {
  const message = `${host} answered ${status}`
  if (status === 404 || status === 410) return fault('mediaNotFound', message)
  if (status === 401 || status === 403) return fault('mediaUnauthorized', message)
  return fault('downloadFailed', message, { retryable: false })
}

function passing(message: string, waitMs = 0): PassingFailure {
  return { failure: fault('downloadFailed', message, { retryable: true }), waitMs }
}
