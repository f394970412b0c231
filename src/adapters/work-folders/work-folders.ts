// Folders for files under way: each process has its own, and clears away those of processes that died. Who lives is
// told by locks, not by process numbers: containers that share the data directory have the same ones.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Takes the lock of a folder; throws when another process holds it. */
export type TakeLock = (folder: string) => { release(): void }

/** A folder that belongs to this process until `close` or its death. */
export interface WorkFolder {
  path: string
  /** Removes the folder with all that is in it. */
  close(): void
}

/** Makes a work folder under `dataDir` and removes those that nobody owns any more. */
export function openWorkFolder(dataDir: string, takeLock: TakeLock): WorkFolder {
  const [work, locks] = [join(dataDir, 'work'), join(dataDir, 'work-locks')]
  for (const folder of [work, locks]) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { name, lock } = claimName(locks, takeLock)
  const path = join(work, name)
  mkdirSync(path, { mode: 0o700 })
  sweep({ work, locks, own: name }, takeLock)
  return {
    path,
    close() {
      rmSync(path, { recursive: true, force: true })
      rmSync(join(locks, name), { recursive: true, force: true })
      lock.release()
    },
  }
}

/** A new name whose lock is held. Another process may sweep the folder of a lock between its making and its taking;
 * then the next name will do. */
function claimName(locks: string, takeLock: TakeLock) {
  for (let tries = 0; ; tries++) {
    const folder = mkdtempSync(join(locks, `${process.pid}-`))
    try {
      const lock = takeLock(folder)
      // What was swept while it was opened is locked all the same, but nobody else will see that lock.
      if (existsSync(folder) && readdirSync(folder).length > 0) return { name: basename(folder), lock }
      lock.release()
    } catch (error) {
      if (tries >= 10) throw error
    }
  }
}

function sweep({ work, locks, own }: { work: string; locks: string; own: string }, takeLock: TakeLock) {
  for (const name of readdirSync(locks)) {
    if (name === own) continue
    const lock = tryLock(join(locks, name), takeLock)
    if (!lock) continue
    rmSync(join(work, name), { recursive: true, force: true })
    rmSync(join(locks, name), { recursive: true, force: true })
    lock.release()
  }
  // A lock is older than its work folder, so that a folder without one has no owner.
  for (const name of readdirSync(work)) {
    if (!existsSync(join(locks, name))) rmSync(join(work, name), { recursive: true, force: true })
  }
}

function tryLock(folder: string, takeLock: TakeLock) {
  try {
    return takeLock(folder)
  } catch {
    return null
  }
}
