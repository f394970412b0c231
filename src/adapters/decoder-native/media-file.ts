// Random access to the stored media file. Synchronous: it is used only inside the decode thread.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** An open file. Its size is taken once, when it is opened. */
export interface MediaFile {
  readonly sizeBytes: number
  /** Fills `target` from byte `position` on. @returns bytes read; fewer than asked only at the end */
  readAt(position: number, target: Uint8Array): number
  close(): void
}

/** A stretch of a file: `startByte` inclusive, `endByte` exclusive. */
export interface ByteRange {
  startByte: number
  endByte: number
}

/** Opens `path` for reading.
 * @throws the file system's error when it cannot be opened or read */
export function openMediaFile(path: string): MediaFile {
  const descriptor = openSync(path, 'r')
  return {
    sizeBytes: fstatSync(descriptor).size,
    readAt(position, target) {
      let filled = 0
      while (filled < target.length) {
        const count = readSync(descriptor, target, filled, target.length - filled, position + filled)
        if (count === 0) break
        filled += count
      }
      return filled
    },
    close: () => closeSync(descriptor),
  }
}

/** The bytes from `position` on, at most `count`, in a buffer of their own. */
export function readBytes(file: MediaFile, position: number, count: number): Uint8Array {
  const target = new Uint8Array(Math.max(0, Math.min(count, file.sizeBytes - position)))
  return target.subarray(0, file.readAt(position, target))
}
