// The delivery log of webhooks: Verbatim's own resource (contract section 11).
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { WebhookDelivery } from '../../domain/webhook-delivery.ts'
import { accountOf } from '../../http/authentication.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { formatDate } from '../../http/dates.ts'
import {
  type PagingQuery,
  pageSchema,
  pagingParameters,
  parsePaging,
  presentPage,
} from '../../http/paging.ts'
import { dateSchema, nullable, sidSchema, urlSchema } from '../../http/schemas.ts'
import type { Store } from '../../ports/unit-of-work.ts'

const deliverySchema = Type.Object({
  sid: sidSchema('delivery'),
  account_sid: sidSchema('account'),
  transcript_sid: sidSchema('transcript'),
  idempotency_token: Type.String({ description: 'The same for all attempts of one event.' }),
  webhook_url: Type.String({ ...urlSchema, description: 'What was called, without credentials and query.' }),
  method: Type.Enum(['GET', 'POST']),
  attempt: Type.Integer({ description: 'Number of the attempt among those of its event, from 1.' }),
  status: nullable(Type.Integer({ description: 'What the receiver answered; null when nothing came.' })),
  code: nullable(
    Type.Integer({
      description: '95200: no 2xx answer; 95201: no answer in time; null: delivered.',
    }),
  ),
  date_created: dateSchema,
})

/** Registers the list of attempts, newest first. */
export function webhookRoutes(app: FastifyInstance, deps: { store: Store; baseUrl: BaseUrl }) {
  app.get<{ Querystring: PagingQuery }>(
    '/x/v1/Webhooks',
    {
      schema: {
        operationId: 'ListWebhookDelivery',
        querystring: Type.Object(pagingParameters),
        response: { 200: pageSchema('webhooks', deliverySchema) },
      },
    },
    async (request) => {
      const wanted = parsePaging(request.query)
      const page = await deps.store.deliveries.list(accountOf(request), wanted)
      return presentPage(request, deps.baseUrl, { key: 'webhooks', page, limit: wanted.limit, present })
    },
  )
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
