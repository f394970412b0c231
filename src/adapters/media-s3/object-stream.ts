// An object, or a part of it, as a stream that goes on where a connection broke, as long as it is the same object.
import { fault, type VerbatimError } from '../../domain/errors.ts'
import type { ByteRange } from '../../ports/media-store.ts'
import { isFailure, type S3Client, type S3Stream, sizeIn } from './client.ts'
import { type Failure, failureOfConnection, unavailable } from './failure.ts'

/** What to read: all of it for null. */
export interface WantedPart {
  name: string
  range: ByteRange | null
}

/** How far reading has come. Bytes are those of the object; `end` is inclusive and known once an answer came. */
interface Progress {
  at: number
  end: number | null
  etag: string | null
}

/** Asks for the object and returns once it is known to be there. Whoever stops reading early, even before the first
 * piece, ends the request by `return` of the iterator, as `for await`, `pipeline` and `Readable.from` do.
 * @throws VerbatimError recordingUnavailable when there is none, mediaStoreUnavailable */
export async function openObject(wanted: WantedPart, client: S3Client): Promise<AsyncIterable<Uint8Array>> {
  const progress: Progress = { at: wanted.range?.start ?? 0, end: wanted.range?.end ?? null, etag: null }
  let stream = await reopen({ wanted, progress, client }, { broke: null, fruitless: 0 })
  let pieces = stream?.body[Symbol.asyncIterator]()
  let closed = false
  let [fruitless, brokeAt] = [0, -1]

  async function next(): Promise<IteratorResult<Uint8Array, undefined>> {
    for (;;) {
      if (closed || !stream || !pieces) return { done: true, value: undefined }
      const failure = await read()
      if (!isBroken(failure)) return failure
      if (closed) continue
      fruitless = progress.at > brokeAt ? 0 : fruitless + 1
      brokeAt = progress.at
      const reopened = await reopen({ wanted, progress, client }, { broke: failure.broken, fruitless })
      if (closed) reopened?.body.destroy()
      stream = reopened
      pieces = reopened?.body[Symbol.asyncIterator]()
    }
  }

  async function read(): Promise<IteratorResult<Uint8Array, undefined> | Broken> {
    const left = () => (progress.end ?? 0) + 1 - progress.at
    try {
      const piece = await pieces!.next()
      if (piece.done && left() > 0) return { broken: failureOfConnection({ code: 'ECONNRESET' }) }
      // Also where a server sends more than was asked for.
      if (piece.done || left() <= 0) return finish()
      const value: Uint8Array = piece.value.subarray(0, left())
      progress.at += value.length
      return { done: false, value }
    } catch (error) {
      return left() > 0 ? { broken: failureOfConnection(error) } : finish()
    }
  }

  function finish(): IteratorResult<Uint8Array, undefined> {
    closed = true
    stream?.body.destroy()
    return { done: true, value: undefined }
  }

  return { [Symbol.asyncIterator]: () => ({ next, return: async () => finish() }) }
}

interface Broken {
  broken: Failure
}

function isBroken(outcome: object): outcome is Broken {
  return 'broken' in outcome
}

interface Reading {
  wanted: WantedPart
  progress: Progress
  client: S3Client
}

/** The rest of the object; null when there is nothing beyond where reading stands.
 * @param before what ended the stream before, and how often that happened in a row without a byte */
async function reopen(
  { wanted, progress, client }: Reading,
  { broke, fruitless }: { broke: Failure | null; fruitless: number },
): Promise<S3Stream | null> {
  let last = broke
  for (let tried = 1; ; tried++) {
    if (last) await client.pause(last, fruitless + tried - (broke ? 0 : 1))
    const stream = await client.tryOpen({
      method: 'GET',
      name: wanted.name,
      headers: {
        ...((wanted.range || progress.at > 0) && { range: `bytes=${progress.at}-${progress.end ?? ''}` }),
        ...(progress.etag && { 'if-match': progress.etag }),
      },
    })
    if (!isFailure(stream)) {
      try {
        place(stream, progress)
        return stream
      } catch (problem) {
        stream.body.destroy()
        throw problem
      }
    }
    if (stream.status === 416) return null
    if (!stream.passing) throw errorOf(stream)
    last = stream
  }
}

function errorOf({ status, code, error }: Failure): VerbatimError {
  if (status === 404 && code !== 'NoSuchBucket') return fault('recordingUnavailable', 'The recording is gone')
  return status === 412 ? changed() : error
}

/** Notes where the answer ends.
 * @throws VerbatimError mediaStoreUnavailable when it does not begin where reading stands, or is of another object */
function place({ status, header }: S3Stream, progress: Progress): void {
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(header('content-range') ?? '') ?? []
  const start = status === 206 ? Number(first) : 0
  if (start !== progress.at) throw unavailable('The media store does not serve parts of objects')
  const etag = header('etag')
  if (progress.etag && etag !== progress.etag) throw changed()
  progress.etag = etag
  const bytes = status === 206 ? Number(total) : sizeIn({ header })
  progress.end = Math.min(progress.end ?? bytes - 1, bytes - 1)
}

function changed(): VerbatimError {
  return unavailable('The recording was replaced while it was read')
}
