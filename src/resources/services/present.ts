// A Service on the wire (contract section 2).
import { type Static, Type } from 'typebox'
import { type Service, webhookMethods } from '../../domain/service.ts'
import { formatDate } from '../../http/dates.ts'
import { always, component, dateSchema, nullable, sidSchema, urlSchema } from '../../http/schemas.ts'

/** Schema of the words for how a webhook is called. */
export const webhookMethodSchema = component(
  'service_enum_http_method',
  Type.Enum([...webhookMethods], {
    type: 'string',
    description: 'How the webhook is called; NULL = not at all.',
  }),
)

/** Schema of a Service answer, in the contract's order of properties. */
export const serviceSchema = component(
  'intelligence.v2.service',
  Type.Object({
    sid: always(Type.String()),
    unique_name: always(Type.String({ description: 'A name that serves in place of the sid.' })),
    friendly_name: nullable(Type.String({ description: 'A name for people, at most 64 characters.' })),
    date_created: always(dateSchema),
    date_updated: always(dateSchema),
    account_sid: always(sidSchema('account')),
    auto_redaction: always(Type.Boolean({ description: 'Personal data is taken out of texts.' })),
    media_redaction: always(Type.Boolean({ description: 'Personal data is taken out of the audio.' })),
    auto_transcribe: always(Type.Boolean({ description: 'Every new recording is transcribed.' })),
    data_logging: always(Type.Boolean({ description: 'Always false: nothing is logged for training.' })),
    language_code: always(Type.String({ description: 'Language of the recordings; can not be changed.' })),
    webhook_url: nullable(Type.String({ description: 'Called when a transcript is completed.' })),
    webhook_http_method: webhookMethodSchema,
    read_only_attached_operator_sids: always(Type.Array(sidSchema('operator'))),
    version: Type.Integer({ default: 0, description: 'Grows by one with each update.' }),
    encryption_credential_sid: nullable(sidSchema('publicKey')),
    url: always(urlSchema),
  }),
)

/** The JSON of a Service. `data_logging` can not be switched on. */
export function presentService(service: Service, baseUrl: string): Static<typeof serviceSchema> {
  return {
    sid: service.sid,
    unique_name: service.uniqueName,
    friendly_name: service.friendlyName,
    date_created: formatDate(service.dateCreated),
    date_updated: formatDate(service.dateUpdated),
    account_sid: service.accountSid,
    auto_redaction: service.autoRedaction,
    media_redaction: service.mediaRedaction,
    auto_transcribe: service.autoTranscribe,
    data_logging: false,
    language_code: service.languageCode,
    webhook_url: service.webhookUrl,
    webhook_http_method: service.webhookHttpMethod,
    read_only_attached_operator_sids: service.operatorSids,
    version: service.version,
    encryption_credential_sid: service.encryptionCredentialSid,
    url: `${baseUrl}/v2/Services/${service.sid}`,
  }
}
