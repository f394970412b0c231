// A Transcript on the wire (contract sections 2 and 6).
import { type Static, Type } from 'typebox'
import type { Channel } from '../../domain/channel.ts'
import { type Transcript, transcriptStatuses } from '../../domain/transcript.ts'
import { formatDate } from '../../http/dates.ts'
import { dateSchema, nullable, sidSchema } from '../../http/schemas.ts'

const text = nullable(Type.String())
const channelSchema = Type.Object({
  type: Type.String(),
  media_properties: Type.Object({
    source: Type.String(),
    source_sid: text,
    media_url: text,
    reference_sids: Type.Object({ call_sid: text }),
  }),
  participants: Type.Array(
    Type.Object({
      user_id: text,
      channel_participant: Type.Integer(),
      media_participant_id: text,
      image_url: text,
      full_name: text,
      email: text,
      role: Type.String(),
    }),
  ),
})

/** Schema of a Transcript answer, in the contract's order of properties. */
export const transcriptSchema = Type.Object({
  account_sid: sidSchema('account'),
  service_sid: sidSchema('service'),
  sid: sidSchema('transcript'),
  date_created: dateSchema,
  date_updated: dateSchema,
  status: Type.Enum([...transcriptStatuses]),
  channel: channelSchema,
  data_logging: Type.Boolean(),
  language_code: Type.String(),
  media_start_time: nullable(dateSchema),
  duration: Type.Integer(),
  customer_key: text,
  url: Type.String(),
  redaction: Type.Boolean(),
  encryption_credential_sid: nullable(sidSchema('publicKey')),
  links: Type.Object({
    sentences: Type.String(),
    encrypted_sentences: Type.String(),
    media: Type.String(),
    operator_results: Type.String(),
    encrypted_operator_results: Type.String(),
  }),
})

/** The JSON of a Transcript. */
export function presentTranscript(transcript: Transcript, baseUrl: string): Static<typeof transcriptSchema> {
  const url = `${baseUrl}/v2/Transcripts/${transcript.sid}`
  return {
    account_sid: transcript.accountSid,
    service_sid: transcript.serviceSid,
    sid: transcript.sid,
    date_created: formatDate(transcript.dateCreated),
    date_updated: formatDate(transcript.dateUpdated),
    status: transcript.status,
    channel: presentChannel(transcript.channel),
    data_logging: false,
    language_code: transcript.languageCode,
    media_start_time: formatDate(transcript.mediaStartTime),
    duration: transcript.durationS,
    customer_key: transcript.customerKey,
    url,
    redaction: transcript.redaction,
    encryption_credential_sid: transcript.encryptionCredentialSid,
    links: {
      sentences: `${url}/Sentences`,
      encrypted_sentences: `${url}/Sentences/Encrypted`,
      media: `${url}/Media`,
      operator_results: `${url}/OperatorResults`,
      encrypted_operator_results: `${url}/OperatorResults/Encrypted`,
    },
  }
}

function presentChannel(channel: Channel): Static<typeof channelSchema> {
  return {
    type: 'voice',
    media_properties: {
      source: channel.mediaUrl === null ? 'Recording' : 'ExternalRecording',
      source_sid: channel.sourceSid,
      media_url: channel.mediaUrl,
      reference_sids: { call_sid: channel.callSid },
    },
    participants: channel.participants.map((participant) => ({
      user_id: participant.userId,
      channel_participant: participant.channelParticipant,
      media_participant_id: participant.mediaParticipantId,
      image_url: participant.imageUrl,
      full_name: participant.fullName,
      email: participant.email,
      role: participant.role,
    })),
  }
}
