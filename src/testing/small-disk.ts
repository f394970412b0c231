// A disk that really gets full: a file system in memory of a few hundred MiB. Mounting takes root, or a user
// namespace in which the test is root.
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A mounted disk. */
export interface SmallDisk {
  path: string
  /** Writes until nothing more fits. */
  fill(): void
  /** Takes away what `fill` wrote. */
  clear(): void
  /** Takes it off again, even when files on it are open. */
  unmount(): void
}

const PIECE = Buffer.alloc(65_536)

/** Mounts a disk of `mib`.
 * @throws Error with the words of `mount` when that is not permitted */
export function mountSmallDisk(mib: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'verbatim-disk-'))
  const { status, stderr, error } = mount('mount', ['-t', 'tmpfs', '-o', `size=${mib}m`, 'tmpfs', path])
  if (status !== 0) {
    rmSync(path, { recursive: true })
    throw new Error(`no disk could be mounted: ${error?.message ?? stderr}`)
  }
  const filler = join(path, 'filler')
  return {
    path,
    fill: () => fillWith(filler),
    clear: () => rmSync(filler, { force: true }),
    unmount() {
      mount('umount', ['--lazy', path])
      rmSync(path, { recursive: true, force: true })
    },
  }
}

function mount(program: string, args: string[]) {
  return spawnSync(program, args, { encoding: 'utf8' })
}

/** Writes to the file at `path` until its disk is full to the last byte. */
export function fillWith(path: string) {
  const file = openSync(path, 'a')
  try {
    for (let size = PIECE.length; size > 0; ) {
      try {
        writeSync(file, PIECE, 0, size)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
        size >>= 1
      }
    }
  } finally {
    closeSync(file)
  }
}
