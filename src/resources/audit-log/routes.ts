// Who read what redaction hides: Verbatim's own resource.
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { AuditEntry } from '../../domain/audit-entry.ts'
import { fault } from '../../domain/errors.ts'
import { isSid } from '../../domain/sid.ts'
import { accountOf, requireFullScope } from '../../http/authentication.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { formatDate, parseDate } from '../../http/dates.ts'
import { pageSchema, pagingParameters, parsePaging, presentPage } from '../../http/paging.ts'
import { dateSchema, lenient, nullable, sidParameter, sidSchema } from '../../http/schemas.ts'
import type { AuditFilter } from '../../ports/audit-log.ts'
import type { Store } from '../../ports/unit-of-work.ts'

const query = Type.Object({
  TranscriptSid: Type.Optional(
    lenient(Type.String(), sidParameter('transcript', 'Only reads of this transcript.')),
  ),
  BeforeDateCreated: Type.Optional(Type.String({ description: 'Only reads before this time.' })),
  AfterDateCreated: Type.Optional(Type.String({ description: 'Only reads after this time.' })),
  ...pagingParameters,
})
type Query = Static<typeof query>

const entrySchema = Type.Object({
  sid: sidSchema('auditEntry'),
  account_sid: sidSchema('account'),
  credential_sid: Type.String({
    description: 'The key that was used; the account itself for its auth token.',
  }),
  address: Type.String({ description: 'Where the request came from.' }),
  transcript_sid: nullable(sidSchema('transcript')),
  recording_sid: nullable(sidSchema('recording')),
  operation: Type.String({ description: 'What was asked for, e.g. `ListSentence`.' }),
  date_created: dateSchema,
})

/** Registers the list, newest first, for credentials that may do everything. */
export function auditLogRoutes(app: FastifyInstance, deps: { store: Store; baseUrl: BaseUrl }) {
  app.get<{ Querystring: Query }>(
    '/x/v1/AuditLog',
    {
      schema: {
        operationId: 'ListAuditEntry',
        summary: 'List who read what redaction hides: sentences, results, addresses of originals, recordings',
        querystring: query,
        response: { 200: pageSchema('audit_entries', entrySchema) },
      },
    },
    async (request) => {
      requireFullScope(request)
      const wanted = parsePaging(request.query)
      const page = await deps.store.auditLog.list(accountOf(request), toFilter(request.query), wanted)
      return presentPage(request, deps.baseUrl, { key: 'audit_entries', page, limit: wanted.limit, present })
    },
  )
}

/** @throws VerbatimError invalidSid, invalidParameter */
function toFilter(query: Query): AuditFilter {
  const { TranscriptSid: transcriptSid } = query
  if (transcriptSid && !isSid('transcript', transcriptSid)) throw fault('invalidSid')
  const before = parseDate('BeforeDateCreated', query.BeforeDateCreated)
  const after = parseDate('AfterDateCreated', query.AfterDateCreated)
  return {
    ...(transcriptSid && isSid('transcript', transcriptSid) && { transcriptSid }),
    ...(before && { beforeDateCreated: before }),
    ...(after && { afterDateCreated: after }),
  }
}

function present(entry: AuditEntry): Static<typeof entrySchema> {
  return {
    sid: entry.sid,
    account_sid: entry.accountSid,
    credential_sid: entry.credentialSid,
    address: entry.address,
    transcript_sid: entry.transcriptSid,
    recording_sid: entry.recordingSid,
    operation: entry.operation,
    date_created: formatDate(entry.dateCreated),
  }
}
