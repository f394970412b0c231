// Which operators run on the transcripts of a Service (contract section 1, operations 6 to 8).
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { accountOf } from '../../http/authentication.ts'
import type { BaseUrl } from '../../http/base-url.ts'
import { always, component, lenient, sidParameter, sidSchema, urlSchema } from '../../http/schemas.ts'
import { type AttachmentsDeps, attach, detach, serviceOf } from './service.ts'

// Twilio's document has the pattern of an operator sid here; a Service is meant, and its sid accepted.
const collectionPath = Type.Object({
  ServiceSid: lenient(Type.String(), sidParameter('operator', 'Sid of the Service (GA…).')),
})
const path = Type.Object({
  ServiceSid: sidParameter('service', 'Sid of the Service.'),
  OperatorSid: sidParameter('operator', 'Sid of the operator.'),
})
const attachmentSchema = component(
  'intelligence.v2.operator_attachment',
  Type.Object({
    operator_sid: always(sidSchema('operator')),
    service_sid: always(sidSchema('service')),
    url: always(urlSchema),
  }),
)
const attachmentsSchema = component(
  'intelligence.v2.operator_attachments',
  Type.Object({
    service_sid: always(sidSchema('service')),
    operator_sids: always(Type.Array(sidSchema('operator'))),
    url: always(urlSchema),
  }),
)

/** Registers reading, attaching and detaching. The unique name of a Service does not serve here, only its sid. */
export function operatorAttachmentRoutes(app: FastifyInstance, deps: AttachmentsDeps & { baseUrl: BaseUrl }) {
  app.get<{ Params: Static<typeof collectionPath> }>(
    '/v2/Services/:ServiceSid/Operators',
    {
      schema: {
        operationId: 'FetchOperatorAttachments',
        tags: ['IntelligenceV2OperatorAttachments'],
        summary: 'Fetch the sids of the operators that are attached to a Service',
        params: collectionPath,
        response: { 200: attachmentsSchema },
      },
      config: { answerHeaders: ['cors'] },
    },
    async (request): Promise<Static<typeof attachmentsSchema>> => {
      const service = await serviceOf(accountOf(request), request.params.ServiceSid, deps.store)
      const url = `${deps.baseUrl(request)}/v2/Services/${service.sid}/Operators`
      return { service_sid: service.sid, operator_sids: service.operatorSids, url }
    },
  )
  app.post<{ Params: Static<typeof path> }>(
    '/v2/Services/:ServiceSid/Operators/:OperatorSid',
    {
      schema: {
        operationId: 'CreateOperatorAttachment',
        tags: ['IntelligenceV2OperatorAttachment'],
        summary: 'Attach an operator: it runs on every transcript made from now on',
        params: path,
        response: { 202: attachmentSchema },
      },
      config: { answerHeaders: ['cors'] },
    },
    async (request, reply) => {
      const { service, operator } = await attach(accountOf(request), request.params, deps)
      const url = `${deps.baseUrl(request)}/v2/Services/${service}/Operators/${operator}`
      const answer: Static<typeof attachmentSchema> = { operator_sid: operator, service_sid: service, url }
      return reply.status(202).send(answer)
    },
  )
  app.delete<{ Params: Static<typeof path> }>(
    '/v2/Services/:ServiceSid/Operators/:OperatorSid',
    {
      schema: {
        operationId: 'DeleteOperatorAttachment',
        tags: ['IntelligenceV2OperatorAttachment'],
        summary: 'Detach an operator; results it gave stay',
        params: path,
        response: { 204: Type.Null() },
      },
      config: { answerHeaders: [] },
    },
    async (request, reply) => {
      await detach(accountOf(request), request.params, deps)
      return reply.status(204).send()
    },
  )
}
