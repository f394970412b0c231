// A whole download: its deadline, its attempts, its file. What happens inside one attempt is in
// download-attempt.ts.
import { fault } from '../../domain/errors.ts'
import type { Download, DownloadRequest } from '../../ports/fetcher.ts'
import { type AttemptDeps, attemptDownload, type DownloadJob } from './download-attempt.ts'
import { createPartialFile, type PartialFile } from './partial-file.ts'
import { retry } from './retry.ts'

/** What downloads need. */
export interface DownloadDeps extends AttemptDeps {
  /** MEDIA_FETCH_ATTEMPTS */
  attempts: number
  /** MEDIA_URL_CREDENTIALS: whether `user:password@` of the URL is sent. */
  urlCredentials: boolean
  /** Ends every download with its reason. */
  closing: AbortSignal
}

/** Downloads to `request.toPath` within the total time limit; the file is gone again when it throws.
 * @throws VerbatimError as {@link attemptDownload}, and downloadFailed (retryable) when time is up; the reason of
 *   `request.signal` or `deps.closing` once one aborts */
export async function download(request: DownloadRequest, deps: DownloadDeps): Promise<Download> {
  const url = URL.parse(request.url)
  if (!url) throw fault('downloadFailed', 'the URL is not a URL', { retryable: false })
  const { totalMs, backoffMs } = deps.limits
  const deadline = startDeadline(totalMs)
  const signal = AbortSignal.any([deadline.signal, deps.closing, ...(request.signal ? [request.signal] : [])])
  let file: PartialFile | null = null
  try {
    signal.throwIfAborted()
    file = await createPartialFile(request.toPath)
    const fromUrl = deps.urlCredentials ? basicAuthorization(url) : null
    const authorization = request.authorization ?? fromUrl
    const job: DownloadJob = { url, authorization, maxBytes: request.maxBytes, signal, file, etag: null }
    const options = { attempts: deps.attempts, backoffMs, totalMs, signal }
    const contentType = await retry(() => attemptDownload(job, deps), options)
    return { ...(await file.finish()), contentType }
  } catch (error) {
    await file?.discard()
    throw signal.aborted ? signal.reason : error
  } finally {
    deadline.clear()
  }
}

function startDeadline(totalMs: number): { signal: AbortSignal; clear(): void } {
  const controller = new AbortController()
  const message = `the download took longer than ${totalMs / 1000} s`
  const expire = () => controller.abort(fault('downloadFailed', message, { retryable: true }))
  const timer = setTimeout(expire, totalMs)
  return { signal: controller.signal, clear: () => clearTimeout(timer) }
}

/** RFC 7617, in UTF-8; null without user and password. */
function basicAuthorization({ username, password }: URL): string | null {
  if (username === '' && password === '') return null
  const pair = `${percentDecoded(username)}:${percentDecoded(password)}`
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
