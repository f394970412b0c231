// Erasure of customers in SQL.
import type { RecordingSid } from '../../domain/sid.ts'
import type { CustomerStore } from '../../ports/customer-store.ts'
import type { SqlSession } from '../../ports/db.ts'
import { rowsOf, sqlBuilder } from './sql.ts'

/** The store of customers on `session`. */
export function createCustomerStore(session: SqlSession): CustomerStore {
  return {
    async removeTranscripts(account, customerKey, limit) {
      // Locked first, in the order that every removal keeps: what another one is deleting does not count, and two never
      // wait for each other in a circle.
      const chosen = sqlBuilder
        .selectFrom('transcripts')
        .select(['sid', 'source_sid', 'status'])
        .where('account_sid', '=', account)
        .where('customer_key', '=', customerKey)
        .orderBy('sid')
        .limit(limit)
        .forUpdate()
      const rows = await rowsOf(session, chosen)
      if (rows.length === 0) return { transcripts: [], underWay: [], recordings: [] }
      const transcripts = rows.map(({ sid }) => sid)
      const underWay = rows.filter(({ status }) => status === 'in-progress').map(({ sid }) => sid)
      await rowsOf(session, sqlBuilder.deleteFrom('transcripts').where('sid', 'in', transcripts))
      const sources = rows.flatMap(({ source_sid }) => (source_sid ? [source_sid as RecordingSid] : []))
      if (sources.length === 0) return { transcripts, underWay, recordings: [] }
      const unused = sqlBuilder
        .deleteFrom('recordings')
        .where('account_sid', '=', account)
        .where('sid', 'in', sources)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('transcripts')
                .select('transcripts.sid')
                .where('transcripts.account_sid', '=', account)
                .whereRef('transcripts.source_sid', '=', 'recordings.sid'),
            ),
          ),
        )
        .returning('sid')
      return { transcripts, underWay, recordings: (await rowsOf(session, unused)).map(({ sid }) => sid) }
    },
  }
}
