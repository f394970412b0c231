// Custom operators and attachments in SQL.
import { type Insertable, type Selectable, sql } from 'kysely'
import type { SqlSession } from '../../ports/db.ts'
import type { CustomOperator, OperatorStore } from '../../ports/operator-store.ts'
import { mapPage, newestFirst } from './keyset.ts'
import { rowsOf, sqlBuilder } from './sql.ts'
import type { OperatorTable } from './tables.ts'

/** The operator store on `session`. */
export function createOperatorStore(session: SqlSession): OperatorStore {
  return { ...operatorPart(session), ...attachmentPart(session) }
}

function operatorPart(session: SqlSession): Omit<OperatorStore, 'attach' | 'detach'> {
  const operators = sqlBuilder.selectFrom('operators').selectAll()
  return {
    async insert(operator) {
      await rowsOf(session, sqlBuilder.insertInto('operators').values(toRow(operator)))
    },
    async find(account, sid) {
      const [row] = await rowsOf(session, operators.where('account_sid', '=', account).where('sid', '=', sid))
      return row ? fromRow(row) : null
    },
    async findAll(account, sids) {
      if (sids.length === 0) return []
      const statement = operators.where('account_sid', '=', account).where('sid', 'in', [...sids])
      return (await rowsOf(session, statement)).map(fromRow)
    },
    async list(account, { availability }, page) {
      const own = operators.where('account_sid', '=', account)
      const wanted = availability ? own.where(sql<boolean>`availability = ${availability}`) : own
      return mapPage(await newestFirst(session, wanted, page), fromRow)
    },
    async update(operator) {
      const statement = sqlBuilder
        .updateTable('operators')
        .set(toRow(operator))
        .where('account_sid', '=', operator.accountSid)
        .where('sid', '=', operator.sid)
        .where('version', '=', operator.version - 1)
        .returning('sid')
      return (await rowsOf(session, statement)).length === 1
    },
    async remove(account, sid) {
      const statement = sqlBuilder
        .deleteFrom('operators')
        .where('account_sid', '=', account)
        .where('sid', '=', sid)
        .returning('sid')
      if ((await rowsOf(session, statement)).length === 0) return false
      await rowsOf(session, sqlBuilder.deleteFrom('operator_attachments').where('operator_sid', '=', sid))
      return true
    },
  }
}

function attachmentPart(session: SqlSession): Pick<OperatorStore, 'attach' | 'detach'> {
  return {
    async attach(service, operator) {
      const statement = sqlBuilder
        .insertInto('operator_attachments')
        .values({ service_sid: service, operator_sid: operator })
        .onConflict((conflict) => conflict.doNothing())
      await rowsOf(session, statement)
    },
    async detach(service, operator) {
      const statement = sqlBuilder
        .deleteFrom('operator_attachments')
        .where('service_sid', '=', service)
        .where('operator_sid', '=', operator)
        .returning('operator_sid')
      return (await rowsOf(session, statement)).length === 1
    },
  }
}

function toRow(operator: CustomOperator): Insertable<OperatorTable> {
  return {
    sid: operator.sid,
    account_sid: operator.accountSid,
    friendly_name: operator.friendlyName,
    operator_type: operator.operatorType,
    version: operator.version,
    availability: operator.availability,
    config: JSON.stringify(operator.config),
    date_created: operator.dateCreated,
    date_updated: operator.dateUpdated,
  }
}

function fromRow(row: Selectable<OperatorTable>): CustomOperator {
  return {
    sid: row.sid,
    accountSid: row.account_sid,
    friendlyName: row.friendly_name,
    description: null,
    operatorType: row.operator_type,
    version: row.version,
    availability: row.availability,
    config: row.config,
    dateCreated: row.date_created,
    dateUpdated: row.date_updated,
  }
}
