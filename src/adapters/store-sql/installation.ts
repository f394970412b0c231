// Facts about the installation in SQL.
import type { SqlSession } from '../../ports/db.ts'
import type { Installation } from '../../ports/installation.ts'
import { rowsOf, sqlBuilder } from './sql.ts'

/** The facts on `session`. */
export function createInstallation(session: SqlSession): Installation {
  return {
    async keep(name, value) {
      await rowsOf(
        session,
        sqlBuilder
          .insertInto('installation')
          .values({ name, value })
          .onConflict((conflict) => conflict.doNothing()),
      )
      const statement = sqlBuilder.selectFrom('installation').select('value').where('name', '=', name)
      return (await rowsOf(session, statement))[0]!.value
    },
  }
}
