// Requests to a bucket: signed, tried again where that can help. Knows HTTP and signatures, not what objects are for.
// The operator names the server, so it is asked directly; redirects are not followed.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, type Dispatcher } from 'undici'
import { type Failure, failureOfAnswer, failureOfConnection, unavailable } from './failure.ts'
import type { S3Limits } from './limits.ts'
import { type S3Location, urlOf } from './location.ts'
import { createSigner, EMPTY_SHA256 } from './sign.ts'

/** A body that can be sent again: each call of `open` begins it anew. Digests are of the whole. */
export interface S3Body {
  bytes: number
  /** Hexadecimal. */
  sha256: string
  /** Base64. */
  md5: string
  open(): AsyncIterable<Uint8Array>
}

/** A request. */
export interface S3Call {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** Whole name of the object, null for the bucket. */
  name: string | null
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: S3Body
  /** The server may be silent for long before it answers. */
  serverWorks?: boolean
}

/** An answer whose body flows; whoever does not read it to its end must destroy it. */
export type S3Stream = Pick<Dispatcher.ResponseData, 'body'> & S3Answer
/** Status and headers of a success. */
export interface S3Answer {
  status: number
  header(name: string): string | null
}

/** Asks a bucket. */
export interface S3Client {
  /** One try, whose body flows. */
  tryOpen(call: S3Call): Promise<S3Stream | Failure>
  /** Tries until there is an answer that no further try could better. */
  ask(call: S3Call): Promise<(S3Answer & { text: string }) | Failure>
  /** Waits before another try.
   * @throws the error of `failure` when there is to be none */
  pause(failure: Failure, tried: number): Promise<void>
  close(): Promise<void>
}

/** A list of 1000 long names has less. */
const MOST_TEXT_BYTES = 8 * 2 ** 20
/** Where an answer has status 200 before its outcome is known, the outcome may be an error. */
const errorDocument = /^\s*(?:<\?xml[^>]*>\s*)?<Error[\s>]/

/** Makes a client. */
export function createS3Client(location: S3Location, limits: S3Limits): S3Client {
  const agent = new Agent({ connect: { timeout: limits.connectMs }, pipelining: 1 })
  const sign = createSigner(location)

  async function tryOpen(call: S3Call): Promise<S3Stream | Failure> {
    const { method, name, query = {}, body } = call
    const url = urlOf(name, query, location)
    const headers = { ...call.headers, ...(body && { 'content-md5': body.md5 }) }
    const signed = await sign({ method, url, headers, sha256: body?.sha256 ?? EMPTY_SHA256 })
    try {
      const response = await agent.request({
        method,
        origin: url.origin,
        path: url.pathname + url.search,
        headers: {
          ...signed,
          'user-agent': 'Verbatim',
          'accept-encoding': 'identity',
          ...(body && { 'content-length': String(body.bytes) }),
        },
        body: body && body.bytes > 0 ? Readable.from(body.open(), { objectMode: false }) : null,
        headersTimeout: call.serverWorks ? limits.serverWorkMs : limits.progressMs,
        bodyTimeout: limits.progressMs,
      })
      // Whoever leaves a body unread destroys it, which emits an error nobody else waits for.
      response.body.on('error', () => undefined)
      return await judge(response)
    } catch (error) {
      return failureOfConnection(error)
    }
  }

  async function ask(call: S3Call) {
    for (let tried = 1; ; tried++) {
      const outcome = await tryOnce(call)
      if (!isFailure(outcome) || !outcome.passing || tried >= limits.attempts) return outcome
      await pause(outcome, tried)
    }
  }

  async function tryOnce(call: S3Call): Promise<(S3Answer & { text: string }) | Failure> {
    const stream = await tryOpen(call)
    if (isFailure(stream)) return stream
    try {
      const text = await readText(stream.body)
      return errorDocument.test(text)
        ? failureOfAnswer(stream.status, text, stream.header('retry-after'))
        : { status: stream.status, header: stream.header, text }
    } catch (error) {
      return failureOfConnection(error)
    }
  }

  async function pause({ error, passing, waitMs }: Failure, tried: number) {
    if (!passing || tried >= limits.attempts) throw error
    const jitteredMs = limits.backoffMs * 2 ** (tried - 1) * (0.5 + Math.random())
    await sleep(Math.min(Math.max(jitteredMs, waitMs), limits.longestPauseMs))
  }

  return { tryOpen, ask, pause, close: () => agent.destroy() }
}

/** Tells failures from answers. */
export function isFailure(outcome: object): outcome is Failure {
  return 'passing' in outcome
}

/** The size of the object that an answer is about, by its Content-Length. An answer in chunks has none, which must not
 * pass for an empty object.
 * @throws VerbatimError mediaStoreUnavailable when it is not told */
export function sizeIn({ header }: Pick<S3Answer, 'header'>): number {
  const told = header('content-length')
  if (told === null || !/^\d{1,15}$/.test(told)) {
    throw unavailable('The media store does not tell the size of objects')
  }
  return Number(told)
}

/** A body that is in memory. */
export function bodyOf(content: string): S3Body {
  const bytes = Buffer.from(content)
  return {
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    md5: createHash('md5').update(bytes).digest('base64'),
    async *open() {
      yield bytes
    },
  }
}

async function judge({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<S3Stream | Failure> {
  const header = (name: string) => {
    const value = headers[name]
    return (Array.isArray(value) ? value[0] : value) ?? null
  }
  if (statusCode >= 200 && statusCode < 300) return { status: statusCode, header, body }
  const text = await readText(body).catch(() => '')
  return failureOfAnswer(statusCode, text, header('retry-after'))
}

async function readText(body: Dispatcher.ResponseData['body']): Promise<string> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of body) {
    pieces.push(piece)
    bytes += piece.length
    if (bytes > MOST_TEXT_BYTES) break
  }
  return Buffer.concat(pieces).toString('utf8')
}
