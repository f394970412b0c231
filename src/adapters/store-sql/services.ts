// Services in SQL.
import { type Insertable, type Selectable, sql } from 'kysely'
import { fault } from '../../domain/errors.ts'
import type { Service } from '../../domain/service.ts'
import type { AccountSid, OperatorSid } from '../../domain/sid.ts'
import type { SqlSession } from '../../ports/db.ts'
import type { ServiceStore } from '../../ports/service-store.ts'
import { mapPage, newestFirst } from './keyset.ts'
import { isDuplicate, rowsOf, sqlBuilder } from './sql.ts'
import type { ServiceTable } from './tables.ts'

/** The Service store on `session`. */
export function createServiceStore(session: SqlSession): ServiceStore {
  return {
    async insert(service) {
      await refuseDuplicate(service, () =>
        rowsOf(session, sqlBuilder.insertInto('services').values(toRow(service))),
      )
    },
    async find(account, sidOrName) {
      const statement = ofAccount(account).where((eb) =>
        eb.or([eb('sid', '=', sidOrName as Service['sid']), eb('unique_name', '=', sidOrName)]),
      )
      const [row] = await rowsOf(session, statement)
      return row ? fromRow(row) : null
    },
    async list(account, page) {
      return mapPage(await newestFirst(session, ofAccount(account), page), fromRow)
    },
    async listAutoTranscribing(account) {
      const statement = ofAccount(account).where('auto_transcribe', '=', true).orderBy('sid')
      return (await rowsOf(session, statement)).map(fromRow)
    },
    async update(service) {
      const statement = sqlBuilder
        .updateTable('services')
        .set(toRow(service))
        .where('account_sid', '=', service.accountSid)
        .where('sid', '=', service.sid)
        .where('version', '=', service.version - 1)
        .returning('sid')
      return (await refuseDuplicate(service, () => rowsOf(session, statement))).length === 1
    },
    async remove(account, sid) {
      const statement = sqlBuilder
        .deleteFrom('services')
        .where('account_sid', '=', account)
        .where('sid', '=', sid)
        .returning('sid')
      return (await rowsOf(session, statement)).length === 1
    },
  }
}

/** Services with what is attached to them. */
function ofAccount(account: AccountSid) {
  return sqlBuilder
    .selectFrom('services')
    .selectAll()
    .select(
      sql<OperatorSid[]>`array(select operator_sid from operator_attachments
        where service_sid = services.sid order by position)`.as('operator_sids'),
    )
    .where('account_sid', '=', account)
}

async function refuseDuplicate<T>(service: Service, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    throw fault('conflict', `A service with the unique name ${service.uniqueName} exists already`, { cause })
  }
}

function toRow(service: Service): Insertable<ServiceTable> {
  return {
    sid: service.sid,
    account_sid: service.accountSid,
    unique_name: service.uniqueName,
    friendly_name: service.friendlyName,
    language_code: service.languageCode,
    auto_transcribe: service.autoTranscribe,
    auto_redaction: service.autoRedaction,
    media_redaction: service.mediaRedaction,
    webhook_url: service.webhookUrl,
    webhook_http_method: service.webhookHttpMethod,
    encryption_credential_sid: service.encryptionCredentialSid,
    version: service.version,
    date_created: service.dateCreated,
    date_updated: service.dateUpdated,
  }
}

function fromRow(row: Selectable<ServiceTable> & { operator_sids: OperatorSid[] }): Service {
  return {
    sid: row.sid,
    accountSid: row.account_sid,
    uniqueName: row.unique_name,
    friendlyName: row.friendly_name,
    languageCode: row.language_code,
    autoTranscribe: row.auto_transcribe,
    autoRedaction: row.auto_redaction,
    mediaRedaction: row.media_redaction,
    webhookUrl: row.webhook_url,
    webhookHttpMethod: row.webhook_http_method,
    encryptionCredentialSid: row.encryption_credential_sid,
    version: row.version,
    operatorSids: row.operator_sids,
    dateCreated: row.date_created,
    dateUpdated: row.date_updated,
  }
}
