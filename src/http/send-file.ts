// Sends a stored file: with ranges, an ETag, and headers that keep it private.
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { fault } from '../domain/errors.ts'
import type { ByteRange } from '../ports/media-store.ts'
import { parseRange } from './byte-range.ts'

/** What is sent. `fileName` is what browsers save it as. */
export interface SentFile {
  size: number
  etag: string
  contentType: string
  fileName: string
  read(range?: ByteRange): Promise<AsyncIterable<Uint8Array>>
}

/** Answers with the file, or the part of it that the request names.
 * @throws VerbatimError rangeNotSatisfiable */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, file: SentFile) {
  const etag = `"${file.etag}"`
  reply.headers({
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-store',
    'Content-Disposition': `inline; filename="${file.fileName}"`,
    'Content-Type': file.contentType,
    ETag: etag,
  })
  if (request.method === 'HEAD') {
    // Knows no ranges (RFC 9110, section 14.2), and must not read the file only to drop it.
    return reply.header('Content-Length', file.size).send(Readable.from([]))
  }
  const ifRange = request.headers['if-range']
  const range = ifRange && ifRange !== etag ? null : parseRange(request.headers.range, file.size)
  if (range === 'unsatisfiable') {
    reply.header('Content-Range', `bytes */${file.size}`)
    throw fault('rangeNotSatisfiable')
  }
  const content = asStream(await file.read(range ?? undefined))
  if (!range) return reply.header('Content-Length', file.size).send(content)
  reply.status(206)
  reply.header('Content-Range', `bytes ${range.start}-${range.end}/${file.size}`)
  reply.header('Content-Length', range.end - range.start + 1)
  return reply.send(content)
}

/** A stream is sent as it is: one made of it would not close it unless it had been read from, and clients leave
 * before that. */
function asStream(content: AsyncIterable<Uint8Array>): Readable {
  return content instanceof Readable ? content : Readable.from(content)
}
