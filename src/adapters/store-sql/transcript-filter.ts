// The list filters of Transcripts as SQL conditions (contract section 4).
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { TextFilter, TranscriptFilter } from '../../ports/transcript-store.ts'
import type { Tables } from './tables.ts'

/** One condition per filter that is set. Bounds are exclusive; null start times match none of them. */
export function matches(
  eb: ExpressionBuilder<Tables, 'transcripts'>,
  filter: TranscriptFilter,
): Expression<SqlBool>[] {
  const conditions: Expression<SqlBool>[] = []
  if (filter.serviceSid) conditions.push(eb('service_sid', '=', filter.serviceSid))
  if (filter.status) conditions.push(eb('status', '=', filter.status))
  if (filter.sourceSid) conditions.push(eb('source_sid', '=', filter.sourceSid))
  if (filter.beforeStartTime) conditions.push(eb('media_start_time', '<', filter.beforeStartTime))
  if (filter.afterStartTime) conditions.push(eb('media_start_time', '>', filter.afterStartTime))
  if (filter.beforeDateCreated) conditions.push(eb('date_created', '<', filter.beforeDateCreated))
  if (filter.afterDateCreated) conditions.push(eb('date_created', '>', filter.afterDateCreated))
  if (filter.languageCode) {
    const tag = filter.languageCode.toLowerCase()
    conditions.push(
      sql<SqlBool>`(lower(language_code) = ${tag} or split_part(lower(language_code), '-', 1) = ${tag})`,
    )
  }
  if (filter.text) conditions.push(isRemembered(filter.text))
  return conditions
}

function isRemembered({ wanted, namesIn }: TextFilter): Expression<SqlBool> {
  // Letters beyond ASCII are folded as the locale of the database has it; in "C" not at all.
  const part = sql`lower(${wanted})`
  const has = (column: string) => sql`position(${part} in lower(${sql.ref(column)})) > 0`
  const names = [0, 1].flatMap((side) =>
    ['fullName', 'userId', 'mediaParticipantId'].map(
      (name) =>
        sql`position(${part} in lower(transcripts.channel #>> array['participants', ${sql.lit(String(side))}, ${sql.lit(name)}])) > 0`,
    ),
  )
  const mayCount = { all: sql`true`, unredacted: sql`not transcripts.redaction`, none: sql`false` }[namesIn]
  return sql<SqlBool>`(${has('transcripts.customer_key')}
    or starts_with(lower(transcripts.sid), ${part})
    or exists (select 1 from services where services.sid = transcripts.service_sid
      and (${has('services.friendly_name')} or ${has('services.unique_name')}))
    or (${mayCount} and (${sql.join(names, sql` or `)})))`
}
