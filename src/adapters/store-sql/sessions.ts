// Sessions in SQL.
import type { Selectable } from 'kysely'
import type { SqlSession } from '../../ports/db.ts'
import type { SessionStore, StoredSession } from '../../ports/session-store.ts'
import { rowsOf, sqlBuilder } from './sql.ts'
import type { SessionTable } from './tables.ts'

/** The store of sessions on `session`. */
export function createSessionStore(session: SqlSession): SessionStore {
  const rows = sqlBuilder.selectFrom('sessions').selectAll()
  return {
    async insert(one) {
      await rowsOf(session, sqlBuilder.insertInto('sessions').values(toRow(one)))
    },
    async find(tokenHash) {
      const [row] = await rowsOf(session, rows.where('token_hash', '=', tokenHash))
      return row ? fromRow(row) : null
    },
    async take(tokenHash) {
      const statement = sqlBuilder.deleteFrom('sessions').where('token_hash', '=', tokenHash).returningAll()
      const [row] = await rowsOf(session, statement)
      return row ? fromRow(row) : null
    },
    async removeExpired(now) {
      await rowsOf(session, sqlBuilder.deleteFrom('sessions').where('expires', '<=', now))
    },
  }
}

function toRow(one: StoredSession): Selectable<SessionTable> {
  return {
    token_hash: one.tokenHash,
    kind: one.kind,
    account_sid: one.accountSid,
    key_sid: one.keySid,
    secret_hash: one.secretHash,
    expires: one.expires,
  }
}

function fromRow(row: Selectable<SessionTable>): StoredSession {
  return {
    tokenHash: row.token_hash,
    kind: row.kind,
    accountSid: row.account_sid,
    keySid: row.key_sid,
    secretHash: row.secret_hash,
    expires: row.expires,
  }
}
