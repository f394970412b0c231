// The list filters of Transcripts as SQL conditions (contract section 4).
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { TranscriptFilter } from '../../ports/transcript-store.ts'
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
  return conditions
}
