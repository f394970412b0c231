// What was written, on the disk.
import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Returns when the file, or the names in the folder, would be found again after a power cut. */
export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
