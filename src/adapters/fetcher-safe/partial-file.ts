// The file that a download grows into: private, hashed while written, and either finished or gone.
import { createHash } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { fault } from '../../domain/errors.ts'
import { isStorageFull } from '../../domain/storage-full.ts'

/** A file being written. Every method throws `downloadFailed` (retryable) when the disk refuses, `storageFull` when
 * it has no room. */
export interface PartialFile {
  /** Written so far. */
  readonly bytes: number
  append(chunk: Uint8Array): Promise<void>
  /** Empties the file and starts the hash anew. */
  restart(): Promise<void>
  /** Puts everything on disk and closes the file. */
  finish(): Promise<{ bytes: number; sha256: string }>
  /** Closes and removes the file; harmless after `finish` failed. */
  discard(): Promise<void>
}

/** Creates `path` with mode 0600, in place of a file left over there.
 * @throws VerbatimError downloadFailed, storageFull */
export async function createPartialFile(path: string): Promise<PartialFile> {
  const handle = await stored(async () => {
    await rm(path, { force: true })
    return open(path, 'wx', 0o600)
  })
  let bytes = 0
  let hash = createHash('sha256')
  return {
    get bytes() {
      return bytes
    },
    async append(chunk) {
      await stored(() => writeAll(handle, chunk, bytes))
      hash.update(chunk)
      bytes += chunk.length
    },
    async restart() {
      if (bytes === 0) return
      await stored(() => handle.truncate(0))
      hash = createHash('sha256')
      bytes = 0
    },
    async finish() {
      await stored(async () => {
        await handle.sync()
        await handle.close()
      })
      return { bytes, sha256: hash.digest('hex') }
    },
    async discard() {
      await handle.close().catch(() => undefined)
      await rm(path, { force: true })
    },
  }
}

async function writeAll(handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < chunk.length; ) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, position + done)
    done += bytesWritten
  }
}

async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (isStorageFull(cause)) throw fault('storageFull', undefined, { cause })
    throw fault('downloadFailed', 'the download could not be stored', { cause, retryable: true })
  }
}
