// The fetcher with its calls told of. Webhooks are told of the trace that they belong to; origins of recordings are not.
import { VerbatimError } from '../../domain/errors.ts'
import type { Download, DownloadRequest, Fetcher, SendAnswer, SendRequest } from '../../ports/fetcher.ts'
import { errorKeyOf, inSpan, type Telemetry } from '../../ports/telemetry.ts'

/** Tells of every download and every call of a webhook. */
export function observeFetcher(fetcher: Fetcher, telemetry: Telemetry): Fetcher {
  return {
    ...fetcher,
    download: (request) => observedDownload(request, fetcher, telemetry),
    send: (request) => observedSend(request, fetcher, telemetry),
  }
}

async function observedDownload(
  request: DownloadRequest,
  fetcher: Fetcher,
  telemetry: Telemetry,
): Promise<Download> {
  const startedMs = performance.now()
  let outcome = 'ok'
  try {
    const download = await inSpan(telemetry, { name: 'download', kind: 'client' }, () =>
      fetcher.download(request),
    )
    telemetry.count('fetchBytes', {}, download.bytes)
    return download
  } catch (error) {
    outcome = error instanceof VerbatimError ? error.key : request.signal?.aborted ? 'aborted' : 'internal'
    throw error
  } finally {
    telemetry.observe('fetch', { outcome }, (performance.now() - startedMs) / 1000)
  }
}

async function observedSend(
  request: SendRequest,
  fetcher: Fetcher,
  telemetry: Telemetry,
): Promise<SendAnswer> {
  const startedMs = performance.now()
  let outcome = 'network'
  const attributes = { 'http.request.method': request.method }
  try {
    return await inSpan(telemetry, { name: 'webhook', kind: 'client', attributes }, async (span) => {
      const { traceParent } = span
      const headers = { ...request.headers, ...(traceParent && { traceparent: traceParent }) }
      const answer = await fetcher.send({ ...request, headers })
      outcome = `${Math.floor(answer.status / 100)}xx`
      span.note({ 'http.response.status_code': answer.status })
      if (answer.status >= 300) span.fail('webhookRefused')
      return answer
    })
  } catch (error) {
    if (errorKeyOf(error) === 'webhookTimedOut') outcome = 'timeout'
    throw error
  } finally {
    telemetry.observe('webhook', { outcome }, (performance.now() - startedMs) / 1000)
  }
}
