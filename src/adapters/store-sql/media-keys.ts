// Keys of encrypted media in SQL.
import { sql } from 'kysely'
import type { SqlSession } from '../../ports/db.ts'
import type { MediaKey, MediaKeyStore, MediaScope } from '../../ports/media-key-store.ts'
import { rowsOf, sqlBuilder } from './sql.ts'

/** The store of media keys on `session`. */
export function createMediaKeyStore(session: SqlSession): MediaKeyStore {
  const keys = sqlBuilder.selectFrom('media_keys').select(['id', 'sealed'])
  const ofScope = async ({ accountSid, customerKey }: MediaScope): Promise<MediaKey | null> => {
    const own = keys
      .where('account_sid', '=', accountSid)
      .where('customer_key', 'is not distinct from', customerKey)
    const [row] = await rowsOf(session, own)
    return row ?? null
  }
  return {
    async obtain(scope, fresh) {
      const known = await ofScope(scope)
      if (known) return known
      const [made] = await rowsOf(session, insertion(scope, fresh))
      return made ?? ofScope(scope)
    },
    async find(id) {
      const [row] = await rowsOf(session, keys.where('id', '=', id))
      return row ?? null
    },
    async remove({ accountSid, customerKey }) {
      const statement = sqlBuilder
        .deleteFrom('media_keys')
        .where('account_sid', '=', accountSid)
        .where('customer_key', 'is not distinct from', customerKey)
        .returning('id')
      return (await rowsOf(session, statement)).length === 1
    },
  }
}

/** Inserts nothing where there is a key already, or a customer of whom no transcript is left. The lock makes an
 * erasure under way and this statement wait for each other: either it finds the key, or no key is made after it. */
function insertion({ accountSid, customerKey }: MediaScope, { id, sealed }: MediaKey) {
  const columns = ['id', 'account_sid', 'customer_key', 'sealed', 'date_created'] as const
  const now = new Date()
  const insert = sqlBuilder.insertInto('media_keys')
  const rows =
    customerKey === null
      ? insert.values({ id, account_sid: accountSid, customer_key: null, sealed, date_created: now })
      : insert.columns(columns).expression(
          sqlBuilder
            .selectFrom('transcripts')
            .select((eb) => [
              eb.cast<string>(eb.val(id), 'text').as('id'),
              'account_sid',
              'customer_key',
              eb.cast<string>(eb.val(sealed), 'text').as('sealed'),
              sql<Date>`${now}::timestamptz`.as('date_created'),
            ])
            .where('account_sid', '=', accountSid)
            .where('customer_key', '=', customerKey)
            .limit(1)
            .forKeyShare(),
        )
  return rows.onConflict((conflict) => conflict.doNothing()).returning(['id', 'sealed'])
}
