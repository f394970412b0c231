// The lock that makes a data directory belong to one process. PGlite itself lets two processes open one folder
// and then loses data without an error.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Takes the lock of `dataDir`, held until `release` or the death of the process (any death: the kernel frees it).
 * It is a POSIX record lock: opening or reading `owner.lock` by other means in this process would release it.
 * Local disks only.
 * @throws Error naming the folder when another process holds it */
export function takeOwnerLock(dataDir: string): { release(): void } {
  const file = new DatabaseSync(join(dataDir, 'owner.lock'))
  try {
    file.exec('begin exclusive')
  } catch (cause) {
    file.close()
    throw new Error(`data directory ${dataDir} is in use by another verbatim process`, { cause })
  }
  return { release: () => file.close() }
}
