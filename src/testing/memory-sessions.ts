// The part of the memory store that holds sessions.
import type { SessionStore } from '../ports/session-store.ts'
import type { Access } from './memory-tables.ts'

/** The sessions behind `access`, which copies what goes out. */
export function createMemorySessions(access: Access): SessionStore {
  return {
    insert: (session) =>
      access(({ sessions }) => void sessions.set(session.tokenHash, structuredClone(session))),
    find: (tokenHash) => access(({ sessions }) => sessions.get(tokenHash) ?? null),
    take: (tokenHash) =>
      access(({ sessions }) => {
        const row = sessions.get(tokenHash)
        sessions.delete(tokenHash)
        return row ?? null
      }),
    removeExpired: (now) =>
      access(({ sessions }) => {
        for (const { tokenHash, expires } of sessions.values()) if (expires <= now) sessions.delete(tokenHash)
      }),
  }
}
