// Results of operators in SQL.
import type { Selectable } from 'kysely'
import type { OperatorResult } from '../../domain/operator-result.ts'
import { toPage } from '../../domain/page.ts'
import type { SqlSession } from '../../ports/db.ts'
import type { OperatorResultStore } from '../../ports/operator-result-store.ts'
import { rowsOf, sqlBuilder } from './sql.ts'
import type { OperatorResultTable } from './tables.ts'

/** The result store on `session`. */
export function createOperatorResultStore(session: SqlSession): OperatorResultStore {
  const results = sqlBuilder.selectFrom('operator_results').selectAll()
  return {
    async replace(transcript, fresh) {
      await rowsOf(
        session,
        sqlBuilder.deleteFrom('operator_results').where('transcript_sid', '=', transcript),
      )
      if (fresh.length === 0) return
      const rows = fresh.map((result) => ({
        transcript_sid: transcript,
        position: result.position,
        operator_sid: result.operatorSid,
        name: result.name,
        outcome: JSON.stringify(result.outcome),
        redacted: result.redacted && JSON.stringify(result.redacted),
      }))
      await rowsOf(session, sqlBuilder.insertInto('operator_results').values(rows))
    },
    async list(transcript, page) {
      const backwards = page.cursor?.direction === 'previous'
      const beyond = page.cursor ? Number(page.cursor.key[0]) : -1
      const statement = results
        .where('transcript_sid', '=', transcript)
        .where('position', backwards ? '<' : '>', beyond)
        .orderBy('position', backwards ? 'desc' : 'asc')
        .limit(page.limit + 1)
      const found = toPage(await rowsOf(session, statement), page, (row) => [row.position])
      return { ...found, items: found.items.map(fromRow) }
    },
    async find(transcript, operator) {
      const statement = results.where('transcript_sid', '=', transcript).where('operator_sid', '=', operator)
      const [row] = await rowsOf(session, statement)
      return row ? fromRow(row) : null
    },
  }
}

function fromRow(row: Selectable<OperatorResultTable>): OperatorResult {
  return {
    operatorSid: row.operator_sid,
    name: row.name,
    position: row.position,
    outcome: row.outcome,
    redacted: row.redacted,
  }
}
