// The filters of the list of transcripts, which the search has as well (contract section 4).
import { type Static, Type } from 'typebox'
import { fault } from '../domain/errors.ts'
import { isSid } from '../domain/sid.ts'
import { transcriptStatuses } from '../domain/transcript.ts'
import type { TranscriptFilter } from '../ports/transcript-store.ts'
import { parseDate } from './dates.ts'
import { lenient, sidParameter } from './schemas.ts'

const filter = (description: string) => Type.Optional(Type.String({ description }))

/** Their parameters. */
export const transcriptFilters = {
  ServiceSid: Type.Optional(
    lenient(Type.String(), sidParameter('service', 'Only transcripts of this Service.')),
  ),
  BeforeStartTime: filter('Only recordings that began before this time.'),
  AfterStartTime: filter('Only recordings that began after this time.'),
  BeforeDateCreated: filter('Only transcripts made before this time.'),
  AfterDateCreated: filter('Only transcripts made after this time.'),
  Status: filter('Only transcripts in this status.'),
  LanguageCode: filter('Only transcripts in this language, e.g. `en` or `en-US`.'),
  SourceSid: filter('Only transcripts of this recording.'),
}

type Filters = { [name in keyof typeof transcriptFilters]: Static<(typeof transcriptFilters)[name]> }

/** Reads the filters; those that are absent or empty do not count.
 * @throws VerbatimError invalidSid, invalidParameter */
export function toFilter(query: Partial<Filters>): TranscriptFilter {
  const filter: TranscriptFilter = {}
  if (query.ServiceSid) {
    if (!isSid('service', query.ServiceSid))
      throw fault('invalidSid', 'ServiceSid must be GA and 32 hex digits')
    filter.serviceSid = query.ServiceSid
  }
  if (query.Status) {
    const status = transcriptStatuses.find((one) => one === query.Status)
    if (!status) throw fault('invalidParameter', `Status must be one of ${transcriptStatuses.join(', ')}`)
    filter.status = status
  }
  if (query.LanguageCode) filter.languageCode = query.LanguageCode
  if (query.SourceSid) filter.sourceSid = query.SourceSid
  for (const [name, field, toBound] of dateFilters) {
    const date = parseDate(name, query[name])
    if (date) filter[field] = toBound(date)
  }
  return filter
}

// Dates go out in whole seconds. A bound excludes every row that shows that very second, whatever its milliseconds.
const beforeSecond = (date: Date) => new Date(Math.ceil(date.getTime() / 1000) * 1000)
const afterSecond = (date: Date) => new Date(Math.floor(date.getTime() / 1000) * 1000 + 999)

const dateFilters = [
  ['BeforeStartTime', 'beforeStartTime', beforeSecond],
  ['AfterStartTime', 'afterStartTime', afterSecond],
  ['BeforeDateCreated', 'beforeDateCreated', beforeSecond],
  ['AfterDateCreated', 'afterDateCreated', afterSecond],
] as const
