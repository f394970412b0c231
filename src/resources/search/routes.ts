// Full text search over everything that was said.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { fault } from '../../domain/errors.ts'
import { noteUnredacted } from '../../http/audit.ts'
import { accountOf, callerOf } from '../../http/authentication.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { pageSchema, pagingParameters, parsePaging, presentPage } from '../../http/paging.ts'
import { requireUnredactedRight } from '../../http/redacted-view.ts'
import { nullable, redactedParameter } from '../../http/schemas.ts'
import { toFilter, transcriptFilters } from '../../http/transcript-filter.ts'
import type { SearchFilter, SearchView } from '../../ports/sentence-search.ts'
import type { Store } from '../../ports/unit-of-work.ts'
import { presentFound, resultSchema } from './present.ts'

const MAX_QUERY_LENGTH = 500

const filter = (description: string) => Type.Optional(Type.String({ description }))
const query = Type.Object({
  Query: Type.String({
    maxLength: MAX_QUERY_LENGTH,
    description:
      'Words that must all occur, in any form; "phrases" in quotes, `or` between alternatives, `-` or `NOT` before what must not occur.',
  }),
  Redacted: redactedParameter,
  ...transcriptFilters,
  CustomerKey: filter('Only transcripts of this customer.'),
  MediaChannel: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 2, description: 'Only what was said on this channel.' }),
  ),
  Speaker: filter('Only what a participant of this role said, e.g. `Agent`.'),
  ...pagingParameters,
})
type Query = Static<typeof query>
const answerSchema = Type.Object({
  ...pageSchema('results', resultSchema).properties,
  hint: nullable(
    Type.String({ description: 'Why nothing can be found, when that lies in the question; else null.' }),
  ),
})
const MEANINGLESS =
  'Query has only words that say nothing by themselves, like "the" and "you"; add another word'

/** Registers the search. It finds sentences of completed transcripts, of the newest first; encrypted ones never. */
export function searchRoutes(app: FastifyInstance, deps: { store: Store; baseUrl: BaseUrl }) {
  app.get<{ Querystring: Query }>(
    '/x/v1/Search',
    {
      schema: {
        operationId: 'SearchSentences',
        summary: 'Search what was said in all transcripts, newest first',
        querystring: query,
        response: { 200: answerSchema },
      },
    },
    async (request) => {
      const text = request.query.Query.trim()
      if (text === '') throw fault('invalidParameter', 'Query is empty')
      const view = viewOf(request, request.query.Redacted)
      const wanted = parsePaging(request.query, { sortedBy: 'date and index' })
      const asked = { text, view, filter: searchFilter(request.query) }
      const page = await deps.store.search.find(accountOf(request), asked, wanted)
      if (view === 'spoken')
        for (const { transcriptSid } of page.items) noteUnredacted(request, { transcriptSid })
      const answer = presentPage(request, deps.baseUrl, {
        key: 'results',
        page,
        limit: wanted.limit,
        present: (found) => presentFound(found, view),
      })
      return { ...answer, hint: page.meaningless ? MEANINGLESS : null }
    },
  )
}

/** The caller's right decides first, the parameter within it.
 * @throws VerbatimError forbidden when the caller may not search what personal data is left in */
function viewOf(request: FastifyRequest, asked: boolean | undefined): SearchView {
  if (asked === false) {
    requireUnredactedRight(request)
    return 'spoken'
  }
  return callerOf(request).scope === 'redacted-only' ? 'only-redacted' : 'redacted'
}

/** Filters that are empty do not count. */
function searchFilter(query: Query): SearchFilter {
  return {
    ...toFilter(query),
    ...(query.CustomerKey && { customerKey: query.CustomerKey }),
    ...(query.MediaChannel && { channel: query.MediaChannel }),
    ...(query.Speaker && { speaker: query.Speaker }),
  }
}
