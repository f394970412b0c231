// Reports of redactions in SQL.
import type { SqlSession } from '../../ports/db.ts'
import type { RedactionReportStore } from '../../ports/redaction-report-store.ts'
import { rowsOf, sqlBuilder } from './sql.ts'

/** The store of reports on `session`. */
export function createRedactionReportStore(session: SqlSession): RedactionReportStore {
  return {
    async replace(transcript, report) {
      const statement = sqlBuilder
        .insertInto('redaction_reports')
        .values({ transcript_sid: transcript, report: JSON.stringify(report) })
        .onConflict((conflict) =>
          conflict.column('transcript_sid').doUpdateSet({ report: JSON.stringify(report) }),
        )
      await rowsOf(session, statement)
    },
    async find(transcript) {
      const statement = sqlBuilder
        .selectFrom('redaction_reports')
        .select('report')
        .where('transcript_sid', '=', transcript)
      const [row] = await rowsOf(session, statement)
      return row?.report ?? null
    },
  }
}
