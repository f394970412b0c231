// Public keys in SQL.
import type { Selectable } from 'kysely'
import type { PublicKey } from '../../domain/public-key.ts'
import type { SqlSession } from '../../ports/db.ts'
import type { PublicKeyStore } from '../../ports/public-key-store.ts'
import { mapPage, newestFirst } from './keyset.ts'
import { rowsOf, sqlBuilder } from './sql.ts'
import type { PublicKeyTable } from './tables.ts'

/** The public key store on `session`. */
export function createPublicKeyStore(session: SqlSession): PublicKeyStore {
  const keys = sqlBuilder.selectFrom('public_keys').selectAll()
  return {
    async insert(key) {
      await rowsOf(session, sqlBuilder.insertInto('public_keys').values(toRow(key)))
    },
    async find(account, sid) {
      const [row] = await rowsOf(session, keys.where('account_sid', '=', account).where('sid', '=', sid))
      return row ? fromRow(row) : null
    },
    async list(account, page) {
      return mapPage(await newestFirst(session, keys.where('account_sid', '=', account), page), fromRow)
    },
    async rename(key) {
      const statement = sqlBuilder
        .updateTable('public_keys')
        .set({ friendly_name: key.friendlyName, date_updated: key.dateUpdated })
        .where('account_sid', '=', key.accountSid)
        .where('sid', '=', key.sid)
        .returning('sid')
      return (await rowsOf(session, statement)).length === 1
    },
    async remove(account, sid) {
      const statement = sqlBuilder
        .deleteFrom('public_keys')
        .where('account_sid', '=', account)
        .where('sid', '=', sid)
        .returning('sid')
      return (await rowsOf(session, statement)).length === 1
    },
  }
}

function toRow(key: PublicKey): Selectable<PublicKeyTable> {
  return {
    sid: key.sid,
    account_sid: key.accountSid,
    friendly_name: key.friendlyName,
    pem: key.pem,
    date_created: key.dateCreated,
    date_updated: key.dateUpdated,
  }
}

function fromRow(row: Selectable<PublicKeyTable>): PublicKey {
  return {
    sid: row.sid,
    accountSid: row.account_sid,
    friendlyName: row.friendly_name,
    pem: row.pem,
    dateCreated: row.date_created,
    dateUpdated: row.date_updated,
  }
}
