// Accounts and API keys in SQL.
import type { Selectable } from 'kysely'
import { fault } from '../../domain/errors.ts'
import type { AccountStore, StoredAccount, StoredApiKey } from '../../ports/account-store.ts'
import type { SqlSession } from '../../ports/db.ts'
import { mapPage, newestFirst } from './keyset.ts'
import { isDuplicate, rowsOf, sqlBuilder } from './sql.ts'
import type { AccountTable, ApiKeyTable } from './tables.ts'

/** The account store on `session`. */
export function createAccountStore(session: SqlSession): AccountStore {
  return { ...accountPart(session), ...keyPart(session) }
}

type AccountPart = Pick<
  AccountStore,
  'insert' | 'insertFirst' | 'find' | 'findOldest' | 'list' | 'update' | 'remove'
>

function accountPart(session: SqlSession): AccountPart {
  const accounts = sqlBuilder.selectFrom('accounts').selectAll()
  const insert = async (account: StoredAccount) => {
    try {
      await rowsOf(session, sqlBuilder.insertInto('accounts').values(accountRow(account)))
    } catch (cause) {
      if (!isDuplicate(cause)) throw cause
      throw fault('conflict', `There is an account ${account.sid} already`, { cause })
    }
  }
  const findOldest = async () => {
    const [row] = await rowsOf(session, accounts.orderBy('date_created').orderBy('sid').limit(1))
    return row ? toAccount(row) : null
  }
  return {
    insert,
    findOldest,
    async insertFirst(account) {
      await session.query('lock table accounts in exclusive mode')
      if (await findOldest()) return false
      await insert(account)
      return true
    },
    async find(sid) {
      const [row] = await rowsOf(session, accounts.where('sid', '=', sid))
      return row ? toAccount(row) : null
    },
    async list(page) {
      return mapPage(await newestFirst(session, accounts, page), toAccount)
    },
    async update(account) {
      const { sid, date_created: _, ...changed } = accountRow(account)
      const statement = sqlBuilder
        .updateTable('accounts')
        .set(changed)
        .where('sid', '=', sid)
        .returning('sid')
      return (await rowsOf(session, statement)).length === 1
    },
    async remove(sid) {
      // Its requests are counted by another adapter, whose rows name accounts.
      await session.query('delete from rate_limits where key = $1', [`account:${sid}`])
      const statement = sqlBuilder.deleteFrom('accounts').where('sid', '=', sid).returning('sid')
      return (await rowsOf(session, statement)).length === 1
    },
  }
}

type KeyPart = Pick<AccountStore, 'insertKey' | 'findKey' | 'listKeys' | 'updateKey' | 'removeKey'>

function keyPart(session: SqlSession): KeyPart {
  const keys = sqlBuilder.selectFrom('api_keys').selectAll()
  return {
    async insertKey(key) {
      await rowsOf(session, sqlBuilder.insertInto('api_keys').values(keyRow(key)))
    },
    async findKey(sid) {
      const [row] = await rowsOf(session, keys.where('sid', '=', sid))
      return row ? toKey(row) : null
    },
    async listKeys(account, page) {
      return mapPage(await newestFirst(session, keys.where('account_sid', '=', account), page), toKey)
    },
    async updateKey(key) {
      const { sid, account_sid, date_created: _, ...changed } = keyRow(key)
      const statement = sqlBuilder
        .updateTable('api_keys')
        .set(changed)
        .where('account_sid', '=', account_sid)
        .where('sid', '=', sid)
        .returning('sid')
      return (await rowsOf(session, statement)).length === 1
    },
    async removeKey(account, sid) {
      const statement = sqlBuilder
        .deleteFrom('api_keys')
        .where('account_sid', '=', account)
        .where('sid', '=', sid)
        .returning('sid')
      return (await rowsOf(session, statement)).length === 1
    },
  }
}

function accountRow(account: StoredAccount): Selectable<AccountTable> {
  return {
    sid: account.sid,
    friendly_name: account.friendlyName,
    token_hash: account.token.hash,
    token_sealed: account.tokenSealed,
    previous_token_hash: account.token.previousHash,
    previous_until: account.token.previousUntil,
    date_created: account.dateCreated,
    date_updated: account.dateUpdated,
  }
}

function toAccount(row: Selectable<AccountTable>): StoredAccount {
  return {
    sid: row.sid,
    friendlyName: row.friendly_name,
    token: {
      hash: row.token_hash,
      previousHash: row.previous_token_hash,
      previousUntil: row.previous_until,
    },
    tokenSealed: row.token_sealed,
    dateCreated: row.date_created,
    dateUpdated: row.date_updated,
  }
}

function keyRow(key: StoredApiKey): Selectable<ApiKeyTable> {
  return {
    sid: key.sid,
    account_sid: key.accountSid,
    friendly_name: key.friendlyName,
    scope: key.scope,
    secret_hash: key.secret.hash,
    previous_secret_hash: key.secret.previousHash,
    previous_until: key.secret.previousUntil,
    date_created: key.dateCreated,
    date_updated: key.dateUpdated,
  }
}

function toKey(row: Selectable<ApiKeyTable>): StoredApiKey {
  return {
    sid: row.sid,
    accountSid: row.account_sid,
    friendlyName: row.friendly_name,
    scope: row.scope,
    secret: {
      hash: row.secret_hash,
      previousHash: row.previous_secret_hash,
      previousUntil: row.previous_until,
    },
    dateCreated: row.date_created,
    dateUpdated: row.date_updated,
  }
}
