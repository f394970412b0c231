// Telling a full disk from other failures, whichever part met it.

/** Codes of the file system, of PostgreSQL's disk_full, and of its refusal to write at all, into which our embedded
 * database and those of several providers go before the disk is full. */
const codes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', '53100', '25006'])

const MOST_CAUSES = 5

/** True when `error`, or what caused it, says that there is no room left to store anything. */
export function isStorageFull(error: unknown): boolean {
  let at = error
  for (let depth = 0; depth < MOST_CAUSES && at instanceof Error; depth++) {
    const { code, key, cause } = at as Error & { code?: unknown; key?: unknown }
    if (codes.has(code) || key === 'storageFull') return true
    at = cause
  }
  return false
}
