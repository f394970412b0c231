// The delivery log of webhooks and their replay: Verbatim's own resource (contract section 11).
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { fault } from '../../domain/errors.ts'
import { isSid } from '../../domain/sid.ts'
import type { WebhookDelivery } from '../../domain/webhook-delivery.ts'
import { accountOf } from '../../http/authentication.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { formatDate } from '../../http/dates.ts'
import { pathNotFound } from '../../http/error-body.ts'
import { pageSchema, pagingParameters, parsePaging, presentPage } from '../../http/paging.ts'
import { dateSchema, lenient, nullable, sidParameter, sidSchema, urlSchema } from '../../http/schemas.ts'
import type { DeliveryFilter } from '../../ports/delivery-log.ts'
import { type ReplayDeps, replayDelivery } from './service.ts'

const query = Type.Object({
  TranscriptSid: Type.Optional(
    lenient(Type.String(), sidParameter('transcript', 'Only attempts that announce this transcript.')),
  ),
  ...pagingParameters,
})
type Query = Static<typeof query>

const path = Type.Object({
  Sid: sidParameter(
    'delivery',
    'Sid of an attempt in the log, which is also the answer. Its event goes out under the same token, to the whole ' +
      'WebhookUrl of the Service (the log keeps it without credentials and query); attempts count from 1 anew and ' +
      'appear in the log as they are made. A Service without a webhook is a conflict.',
  ),
})
const deliverySchema = Type.Object({
  sid: sidSchema('delivery'),
  account_sid: sidSchema('account'),
  transcript_sid: sidSchema('transcript'),
  idempotency_token: Type.String({
    description: 'The same for all attempts of one event, those of its replays included.',
  }),
  webhook_url: Type.String({ ...urlSchema, description: 'What was called, without credentials and query.' }),
  method: Type.Enum(['GET', 'POST']),
  attempt: Type.Integer({
    description: 'Number of the attempt from 1, among those of its event or, in a replay, of that replay.',
  }),
  status: nullable(Type.Integer({ description: 'What the receiver answered; null when nothing came.' })),
  code: nullable(
    Type.Integer({
      description: '95200: no 2xx answer; 95201: no answer in time; null: delivered.',
    }),
  ),
  date_created: dateSchema,
})

/** Registers the list of attempts, newest first, and their replay. */
export function webhookRoutes(app: FastifyInstance, deps: ReplayDeps & { baseUrl: BaseUrl }) {
  app.get<{ Querystring: Query }>(
    '/x/v1/Webhooks',
    {
      schema: {
        operationId: 'ListWebhookDelivery',
        querystring: query,
        response: { 200: pageSchema('webhooks', deliverySchema) },
      },
    },
    async (request) => {
      const wanted = parsePaging(request.query)
      const page = await deps.store.deliveries.list(accountOf(request), toFilter(request.query), wanted)
      return presentPage(request, deps.baseUrl, { key: 'webhooks', page, limit: wanted.limit, present })
    },
  )
  app.post<{ Params: Static<typeof path> }>(
    '/x/v1/Webhooks/:Sid/Replay',
    {
      schema: {
        operationId: 'ReplayWebhookDelivery',
        summary: 'Send an event once more, to the webhook that its Service has now',
        params: path,
        response: { 202: deliverySchema },
      },
    },
    async (request, reply) => {
      const delivery = await replayDelivery(accountOf(request), request.params.Sid, deps)
      if (!delivery) throw pathNotFound(request)
      return reply.status(202).send(present(delivery))
    },
  )
}

/** @throws VerbatimError invalidSid */
function toFilter({ TranscriptSid: transcriptSid }: Query): DeliveryFilter {
  if (!transcriptSid) return {}
  if (!isSid('transcript', transcriptSid)) throw fault('invalidSid')
  return { transcriptSid }
}

function present(delivery: WebhookDelivery): Static<typeof deliverySchema> {
  return {
    sid: delivery.sid,
    account_sid: delivery.accountSid,
    transcript_sid: delivery.transcriptSid,
    idempotency_token: delivery.token,
    webhook_url: delivery.url,
    method: delivery.method,
    attempt: delivery.attempt,
    status: delivery.status,
    code: delivery.code,
    date_created: formatDate(delivery.dateCreated),
  }
}
