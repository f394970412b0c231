// A Service on the wire (contract section 2).
import { type Static, Type } from 'typebox'
import { type Service, webhookMethods } from '../../domain/service.ts'
import { formatDate } from '../../http/dates.ts'
import { dateSchema, nullable, sidSchema } from '../../http/schemas.ts'

/** Schema of a Service answer, in the contract's order of properties. */
export const serviceSchema = Type.Object({
  sid: sidSchema('service'),
  unique_name: Type.String(),
  friendly_name: nullable(Type.String()),
  date_created: dateSchema,
  date_updated: dateSchema,
  account_sid: sidSchema('account'),
  auto_redaction: Type.Boolean(),
  media_redaction: Type.Boolean(),
  auto_transcribe: Type.Boolean(),
  data_logging: Type.Boolean(),
  language_code: Type.String(),
  webhook_url: nullable(Type.String()),
  webhook_http_method: Type.Enum([...webhookMethods]),
  read_only_attached_operator_sids: Type.Array(sidSchema('operator')),
  version: Type.Integer(),
  encryption_credential_sid: nullable(sidSchema('publicKey')),
  url: Type.String(),
})

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
    read_only_attached_operator_sids: [],
    version: service.version,
    encryption_credential_sid: service.encryptionCredentialSid,
    url: `${baseUrl}/v2/Services/${service.sid}`,
  }
}
