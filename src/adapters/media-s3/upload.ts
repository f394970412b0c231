// A file into an object: at once, or in parts. Files are read twice, to know their digests before they are sent, so that
// no more than a few pieces are in memory however large a part is.
import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { isFailure, type S3Body, type S3Client } from './client.ts'
import type { S3Limits } from './limits.ts'
import { uploadInParts } from './multipart.ts'

const PIECE_BYTES = 256 * 1024
const MIB = 2 ** 20

/** What sending needs. */
export interface UploadDeps {
  client: S3Client
  limits: S3Limits
}

/** Sends the file at `path` as the object `name`; an object of that name is replaced once all of it has arrived.
 * @throws VerbatimError mediaStoreUnavailable, storageFull */
export async function uploadFile(path: string, name: string, { client, limits }: UploadDeps): Promise<void> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size <= limits.wholeBytes) {
      const body = await bodyOfPart(file, { start: 0, bytes: size })
      const outcome = await client.ask({ method: 'PUT', name, body })
      if (isFailure(outcome)) throw outcome.error
      return
    }
    const partBytes = partSizeOf(size, limits)
    await uploadInParts(
      {
        name,
        parts: Math.ceil(size / partBytes),
        async send(number, query) {
          const start = (number - 1) * partBytes
          const body = await bodyOfPart(file, { start, bytes: Math.min(partBytes, size - start) })
          const outcome = await client.ask({ method: 'PUT', name, query, body })
          if (isFailure(outcome)) throw outcome.error
          return outcome.header('etag') ?? ''
        },
      },
      { client, limits },
    )
  } finally {
    await file.close()
  }
}

/** Parts of the usual size, larger ones where there would be too many. */
export function partSizeOf(
  bytes: number,
  { partBytes, parts }: Pick<S3Limits, 'partBytes' | 'parts'>,
): number {
  return bytes <= partBytes * parts ? partBytes : Math.ceil(bytes / parts / MIB) * MIB
}

interface FilePart {
  start: number
  bytes: number
}

async function bodyOfPart(file: FileHandle, part: FilePart): Promise<S3Body> {
  const [sha256, md5] = [createHash('sha256'), createHash('md5')]
  for await (const piece of piecesOf(file, part)) {
    sha256.update(piece)
    md5.update(piece)
  }
  return {
    bytes: part.bytes,
    sha256: sha256.digest('hex'),
    md5: md5.digest('base64'),
    open: () => piecesOf(file, part),
  }
}

async function* piecesOf(file: FileHandle, { start, bytes }: FilePart): AsyncGenerator<Buffer> {
  for (let done = 0; done < bytes; ) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, bytes - done))
    const { bytesRead } = await file.read(piece, 0, piece.length, start + done)
    if (bytesRead === 0) throw new Error('a file became shorter while it was sent')
    done += bytesRead
    yield piece.subarray(0, bytesRead)
  }
}
