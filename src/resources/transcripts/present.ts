// A Transcript on the wire (contract sections 2 and 6).
import { type Static, Type } from 'typebox'
import type { Channel, Participant } from '../../domain/channel.ts'
import { shownRole } from '../../domain/shown-role.ts'
import { type Transcript, transcriptStatuses } from '../../domain/transcript.ts'
import { formatDate } from '../../http/dates.ts'
import { always, component, dateSchema, nullable, sidSchema, urlSchema } from '../../http/schemas.ts'

/** A participant on the wire. Unset fields are null. */
interface ParticipantJson {
  user_id: string | null
  channel_participant: number
  media_participant_id: string | null
  image_url: string | null
  full_name: string | null
  email: string | null
  role: string
}

/** The Channel on the wire (contract section 6). */
interface ChannelJson {
  type: 'voice'
  media_properties: {
    source: 'Recording' | 'ExternalRecording'
    source_sid: string | null
    media_url: string | null
    reference_sids: { call_sid: string | null }
  }
  participants: ParticipantJson[]
}

const text = (description: string) => nullable(Type.String({ description }))

/** Schema of a Transcript answer, in the contract's order of properties. */
export const transcriptSchema = component(
  'intelligence.v2.transcript',
  Type.Object({
    account_sid: always(sidSchema('account')),
    service_sid: always(sidSchema('service')),
    sid: always(sidSchema('transcript')),
    date_created: always(dateSchema),
    date_updated: always(dateSchema),
    status: component(
      'transcript_enum_status',
      Type.Enum([...transcriptStatuses], { type: 'string', description: 'How far the work has come.' }),
    ),
    channel: Type.Unsafe<ChannelJson>({
      nullable: true,
      description: 'Where the audio came from and who speaks on which channel.',
    }),
    data_logging: always(Type.Boolean({ description: 'Always false: nothing is logged for training.' })),
    language_code: always(Type.String({ description: 'Language of the recording, as the Service had it.' })),
    media_start_time: nullable(dateSchema),
    duration: Type.Integer({ default: 0, description: 'Length of the recording in seconds.' }),
    customer_key: text('Your own key for this transcript, at most 64 characters.'),
    url: always(urlSchema),
    redaction: always(Type.Boolean({ description: 'Whether personal data was to be redacted at create.' })),
    encryption_credential_sid: nullable(sidSchema('publicKey')),
    links: Type.Unsafe<Record<TranscriptLink, string>>({
      type: 'object',
      format: 'uri-map',
      nullable: true,
    }),
  }),
)

type TranscriptLink =
  | 'sentences'
  | 'encrypted_sentences'
  | 'media'
  | 'operator_results'
  | 'encrypted_operator_results'

/** For whom a transcript is shown. `base` is the server's address. */
export interface TranscriptView {
  base: string
  /** False for keys that may only read redacted data: then neither the parties nor the address of the recording. */
  personal: boolean
}

/** The JSON of a Transcript. */
export function presentTranscript(
  transcript: Transcript,
  { base, personal }: TranscriptView,
): Static<typeof transcriptSchema> {
  const url = `${base}/v2/Transcripts/${transcript.sid}`
  return {
    account_sid: transcript.accountSid,
    service_sid: transcript.serviceSid,
    sid: transcript.sid,
    date_created: formatDate(transcript.dateCreated),
    date_updated: formatDate(transcript.dateUpdated),
    status: transcript.status,
    channel: presentChannel(personal ? transcript.channel : withoutPersonalData(transcript.channel)),
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

function withoutPersonalData(channel: Channel): Channel {
  const hide = (participant: Participant): Participant => ({
    ...participant,
    userId: null,
    mediaParticipantId: null,
    imageUrl: null,
    fullName: null,
    email: null,
    role: shownRole(participant.role, participant.channelParticipant),
  })
  const [first, second] = channel.participants
  return { ...channel, mediaUrl: channel.mediaUrl && '[Redacted]', participants: [hide(first), hide(second)] }
}

function presentChannel(channel: Channel): ChannelJson {
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
