// The media store as objects in a bucket of S3, or of a server that speaks like it.
import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fault } from '../../domain/errors.ts'
import { isStorageFull } from '../../domain/storage-full.ts'
import type { MediaStore } from '../../ports/media-store.ts'
import { createS3Client, isFailure, type S3Client, sizeIn } from './client.ts'
import { copyObject } from './copy.ts'
import { unavailable } from './failure.ts'
import { defaultLimits, type S3Limits } from './limits.ts'
import { objectNameOf, type S3Location } from './location.ts'
import { openObject } from './object-stream.ts'
import { removeUnder } from './removal.ts'
import { uploadFile } from './upload.ts'

/** Where the objects are, and where local copies go. */
export interface MediaS3Options {
  location: S3Location
  /** Private folder for files under way. */
  workRoot: string
  /** Other limits than the usual ones. */
  limits?: Partial<S3Limits>
}

/** A media store over the network. */
export interface MediaS3 extends MediaStore {
  /** Breaks off whatever still runs. */
  close(): Promise<void>
}

/** Makes the store; nothing is asked yet. Beside what the port says every method throws VerbatimError
 * mediaStoreUnavailable when the server refuses or does not answer, storageFull when it has no room.
 * @throws RangeError from every method for keys with empty or dotted parts */
export function createMediaS3({ location, workRoot, limits: changed }: MediaS3Options): MediaS3 {
  const limits = { ...defaultLimits, ...changed }
  const client = createS3Client(location, limits)
  const nameOf = (key: string) => objectNameOf(key, location)
  const requireBucket = rememberBucket(client)
  return {
    async take(key, path) {
      await uploadFile(path, nameOf(key), { client, limits })
      await rm(path)
    },
    async copy(fromKey, toKey) {
      await copyObject(nameOf(fromKey), nameOf(toKey), { client, location, limits, requireBucket })
    },
    async size(key) {
      const found = await client.ask({ method: 'HEAD', name: nameOf(key) })
      if (isFailure(found)) {
        if (found.status !== 404) throw found.error
        await requireBucket()
        return null
      }
      return sizeIn(found)
    },
    async read(key, range) {
      return openObject({ name: nameOf(key), range: range ?? null }, client)
    },
    async withFile(key, work) {
      const content = await openObject({ name: nameOf(key), range: null }, client)
      const path = join(workRoot, `media-${randomBytes(16).toString('hex')}`)
      try {
        await pipeline(content, createWriteStream(path, { mode: 0o600, flags: 'wx' })).catch((cause) => {
          throw isStorageFull(cause) ? fault('storageFull', undefined, { cause }) : cause
        })
        return await work(path)
      } finally {
        await rm(path, { force: true })
      }
    },
    removeAll: async (prefix) => removeUnder(nameOf(prefix), client),
    close: client.close,
  }
}

const BUCKET_KNOWN_MS = 60_000

/** The answer to HEAD for a missing object does not tell a missing bucket from it, so the bucket is asked for, too, once
 * in a while: without it every recording would seem to be deleted. */
function rememberBucket(client: S3Client): () => Promise<void> {
  let knownUntilMs = 0
  return async () => {
    if (performance.now() < knownUntilMs) return
    const found = await client.ask({ method: 'HEAD', name: null })
    if (isFailure(found)) {
      if (found.status === 404) throw unavailable('The bucket of MEDIA_STORE does not exist')
      throw found.error
    }
    knownUntilMs = performance.now() + BUCKET_KNOWN_MS
  }
}
