// One transcript inside a page of somebody else: the making of a text that opens such a view once.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { fault } from '../../domain/errors.ts'
import type { Transcript } from '../../domain/transcript.ts'
import { callerOf } from '../../http/authentication.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { formatDate } from '../../http/dates.ts'
import { refuseEncrypted, requireUnredactedRight } from '../../http/redacted-view.ts'
import { dateSchema, redactedParameter, sidParameter, sidSchema, urlSchema } from '../../http/schemas.ts'
import { transcriptOf } from '../../http/transcript-of.ts'
import type { Sessions } from '../../ports/sessions.ts'
import type { Store } from '../../ports/unit-of-work.ts'

const path = Type.Object({ Sid: sidParameter('transcript', 'Sid of the transcript to show.') })
const form = Type.Object({ Redacted: redactedParameter })
const tokenSchema = Type.Object({
  transcript_sid: sidSchema('transcript'),
  redacted: Type.Boolean({ description: 'Whether the view leaves personal data out.' }),
  token: Type.String({ description: 'Opens one view, within ten minutes.' }),
  url: Type.String({ ...urlSchema, description: 'The page for an iframe, with the token in its fragment.' }),
  date_expires: dateSchema,
})

/** Registers the making of tokens. Like a link that signs in, the text stands in the fragment of the address, which
 * browsers send to nobody. */
export function embedTokenRoutes(
  app: FastifyInstance,
  deps: { sessions: Sessions; store: Store; baseUrl: BaseUrl },
) {
  app.post<{ Params: Static<typeof path>; Body: Static<typeof form> }>(
    '/x/v1/Transcripts/:Sid/EmbedTokens',
    {
      schema: {
        operationId: 'CreateEmbedToken',
        summary: 'Make a token that shows this transcript, and nothing else, once inside another page',
        params: path,
        body: form,
        response: { 201: tokenSchema },
      },
    },
    async (request, reply) => {
      const transcript = await transcriptOf(request, request.params.Sid, deps.store.transcripts)
      refuseEncrypted(transcript)
      const spoken = wantsSpoken(request, transcript, request.body.Redacted ?? true)
      const { sid: transcriptSid } = transcript
      const made = await deps.sessions.makeEmbedLink(callerOf(request), { transcriptSid, spoken })
      if (!made) throw fault('unauthenticated')
      const answer: Static<typeof tokenSchema> = {
        transcript_sid: transcriptSid,
        redacted: !spoken,
        token: made.token,
        url: `${deps.baseUrl(request)}/embed/${transcriptSid}#token=${made.token}`,
        date_expires: formatDate(made.expires),
      }
      return reply.status(201).send(answer)
    },
  )
}

/** Showing a call as it was spoken has to be asked for, also where there is no other view of it.
 * @throws VerbatimError forbidden, conflict */
function wantsSpoken(request: FastifyRequest, { redaction }: Transcript, redacted: boolean): boolean {
  if (!redacted) requireUnredactedRight(request)
  else if (!redaction) {
    throw fault('conflict', 'The transcript was made without redaction; Redacted=false shows it as spoken')
  }
  return !redacted
}
