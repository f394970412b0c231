// Links that sign in at the viewer, once: for programs that have credentials and want to show their user a page.
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { fault } from '../../domain/errors.ts'
import { isSid } from '../../domain/sid.ts'
import { callerOf } from '../../http/authentication.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { formatDate } from '../../http/dates.ts'
import { dateSchema, lenient, sidParameter, urlSchema } from '../../http/schemas.ts'
import type { Sessions } from '../../ports/sessions.ts'

const form = Type.Object({
  TranscriptSid: Type.Optional(
    lenient(Type.String(), sidParameter('transcript', 'The transcript that the link leads to.')),
  ),
})
const linkSchema = Type.Object({ url: urlSchema, date_expires: dateSchema })

/** Registers the making of links. The text that signs in stands in the fragment, which browsers send to nobody: what
 * fetches links to preview them does not use them up, and no log of a proxy holds them. */
export function sessionLinkRoutes(app: FastifyInstance, deps: { sessions: Sessions; baseUrl: BaseUrl }) {
  app.post<{ Body: Static<typeof form> }>(
    '/x/v1/SessionLinks',
    {
      schema: {
        operationId: 'CreateSessionLink',
        summary:
          'Make a link that signs in at the viewer once, within ten minutes, with the right of its maker',
        body: form,
        response: { 201: linkSchema },
      },
    },
    async (request, reply) => {
      const { TranscriptSid: sid } = request.body
      if (sid !== undefined && !isSid('transcript', sid)) {
        throw fault('invalidSid', 'TranscriptSid must be GT and 32 hex digits')
      }
      const link = await deps.sessions.makeLink(callerOf(request))
      if (!link) throw fault('unauthenticated')
      const target = sid ? `transcripts/${sid}` : ''
      const url = `${deps.baseUrl(request)}/${target}#link=${link.token}`
      return reply.status(201).send({ url, date_expires: formatDate(link.expires) })
    },
  )
}
