// The lock that makes a data directory belong to one process. PGlite itself lets two processes open one folder
// and then loses data without an error.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const SQLITE_BUSY = 5

/** Takes the lock of `dataDir`, held until `release` or the death of the process (any death: the kernel frees it).
 * It is a POSIX record lock: opening or reading `owner.lock` by other means in this process would release it.
 * Local disks only.
 * @throws Error naming the folder when another process holds it, or it can not be written to */
export function takeOwnerLock(dataDir: string): { release(): void } {
  let file: DatabaseSync | undefined
  try {
    file = new DatabaseSync(join(dataDir, 'owner.lock'))
    file.exec('begin exclusive')
    const opened = file
    return { release: () => opened.close() }
  } catch (cause) {
    file?.close()
    if ((cause as { errcode?: number }).errcode === SQLITE_BUSY)
      throw new Error(`data directory ${dataDir} is in use by another verbatim process`, { cause })
    throw new Error(`data directory ${dataDir} can not be locked: ${(cause as Error).message}`, { cause })
  }
}
