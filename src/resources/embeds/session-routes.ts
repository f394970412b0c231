// The page of an embedded view trades its one-time token for one that reads. That stays in the memory of the page:
// cookies in frames of other origins are blocked or shared, each as the browser likes.
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { fault } from '../../domain/errors.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { formatDate } from '../../http/dates.ts'
import { watchMethods } from '../../http/other-methods.ts'
import { dateSchema, sidSchema } from '../../http/schemas.ts'
import { ownOrigins, requireOwnPage } from '../../http/session-cookie.ts'
import type { Sessions } from '../../ports/sessions.ts'
import type { Store } from '../../ports/unit-of-work.ts'

const body = Type.Object({ token: Type.String({ maxLength: 200, description: 'The one-time token.' }) })
const openedSchema = Type.Object({
  transcript_sid: sidSchema('transcript'),
  redacted: Type.Boolean(),
  media: Type.Boolean({ description: 'Whether this view has sound: redacted views only of redacted audio.' }),
  access_token: Type.String({
    description: 'For `Authorization: Bearer`; reads this transcript in this view for an hour.',
  }),
  date_expires: dateSchema,
})
const BODY_LIMIT = 4096

/** Registers the trade. It takes JSON, and of browsers only what our own pages send. */
export async function embedSessionRoutes(
  app: FastifyInstance,
  deps: { sessions: Sessions; store: Store; baseUrl: BaseUrl },
) {
  app.removeContentTypeParser('text/plain')
  const refuseOtherMethods = watchMethods(app)
  app.post<{ Body: Static<typeof body> }>(
    '/x/v1/EmbedSessions',
    {
      config: { answerHeaders: [] },
      bodyLimit: BODY_LIMIT,
      schema: {
        operationId: 'CreateEmbedSession',
        summary: 'Turn the one-time token of an embedded view into one that reads its transcript',
        body,
        response: { 201: openedSchema },
      },
    },
    async (request, reply) => {
      const { origin, 'sec-fetch-site': site } = request.headers
      const isBrowser = origin !== undefined || site !== undefined
      if (isBrowser) requireOwnPage(request, ownOrigins(request, deps.baseUrl))
      const opened = await deps.sessions.useEmbedLink(request.body.token)
      const transcript = opened && (await deps.store.transcripts.load(opened.transcriptSid))
      if (!transcript) throw fault('unauthenticated', 'This token was used, has expired or never was')
      const { transcriptSid, spoken, token, expires } = opened
      const answer: Static<typeof openedSchema> = {
        transcript_sid: transcriptSid,
        redacted: !spoken,
        media: spoken || transcript.mediaRedaction,
        access_token: token,
        date_expires: formatDate(expires),
      }
      return reply.status(201).send(answer)
    },
  )
  refuseOtherMethods()
}
