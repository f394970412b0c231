// The Channel of a transcript: where its audio comes from and who speaks on which side (contract section 6).
import { fault } from './errors.ts'
import { isSid, type RecordingSid, type Sid } from './sid.ts'

/** One party as users see it; unset fields are null. */
export interface Participant {
  channelParticipant: 1 | 2
  userId: string | null
  mediaParticipantId: string | null
  imageUrl: string | null
  fullName: string | null
  email: string | null
  role: string
}

/** Where the audio is: exactly one of the two is set. */
export interface Channel {
  mediaUrl: string | null
  sourceSid: RecordingSid | null
  callSid: Sid<'call'> | null
  /** Both sides, channel 1 first. */
  participants: [Participant, Participant]
}

type Json = Record<string, unknown>

/** Reads and normalises the JSON text of the Channel parameter: roles filled in, both sides present.
 * `media_url` wins when both sources are given. The address itself is judged by the fetcher, not here.
 * @throws VerbatimError invalidParameter, mediaUrlEmpty, invalidSid */
export function parseChannel(text: string): Channel {
  const root = asObject(parseJson(text), 'Channel')
  const media = asObject(root.media_properties, 'Channel.media_properties')
  const source = parseSource(media)
  const given = parseParticipants(root.participants)
  if (source.mediaUrl === null && given.some((one) => one.mediaParticipantId !== null)) {
    throw fault('invalidParameter', 'The media_participant_id can only be set for transcript with media url')
  }
  return { ...source, callSid: null, participants: completeParticipants(given) }
}

/** The Channel of a recording that nobody described further. */
export function recordingChannel(sourceSid: RecordingSid, callSid: Sid<'call'> | null): Channel {
  return { mediaUrl: null, sourceSid, callSid, participants: completeParticipants([]) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw fault('invalidParameter', 'Channel is not valid JSON')
  }
}

function parseSource(media: Json): Pick<Channel, 'mediaUrl' | 'sourceSid'> {
  const mediaUrl = optionalText(media.media_url, 'media_properties.media_url')
  if (mediaUrl === '') throw fault('mediaUrlEmpty')
  if (mediaUrl !== null) return { mediaUrl, sourceSid: null }
  const sourceSid = optionalText(media.source_sid, 'media_properties.source_sid')
  if (sourceSid === null) {
    throw fault('invalidParameter', 'Channel.media_properties needs source_sid or media_url')
  }
  if (!isSid('recording', sourceSid)) {
    throw fault('invalidSid', 'media_properties.source_sid must be the sid of a recording (RE…)')
  }
  return { mediaUrl: null, sourceSid }
}

/** Both sides of a conversation from the JSON value of `participants`, missing sides and roles filled in.
 * @throws VerbatimError invalidParameter */
export function readParticipants(value: unknown): [Participant, Participant] {
  return completeParticipants(parseParticipants(value))
}

function parseParticipants(value: unknown): Participant[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw fault('invalidParameter', 'Channel.participants must be an array')
  if (value.length > 2) throw fault('invalidParameter', 'Channel.participants holds at most two entries')
  const parsed = value.map((one, at) => parseParticipant(asObject(one, `participants[${at}]`), at))
  if (parsed.length === 2 && parsed[0]!.channelParticipant === parsed[1]!.channelParticipant) {
    throw fault('invalidParameter', 'Channel.participants names the same channel_participant twice')
  }
  return parsed
}

function parseParticipant(given: Json, at: number): Participant {
  const channel = given.channel_participant
  if (channel !== 1 && channel !== 2) {
    throw fault('invalidParameter', `participants[${at}].channel_participant must be 1 or 2`)
  }
  const field = (name: string) => optionalText(given[name], `participants[${at}].${name}`)
  return {
    channelParticipant: channel,
    userId: field('user_id'),
    mediaParticipantId: field('media_participant_id'),
    imageUrl: field('image_url'),
    fullName: field('full_name'),
    email: field('email'),
    role: field('role') || '',
  }
}

/** Fills the missing side and missing roles: channel 1 is the Agent unless a given role says otherwise. */
function completeParticipants(given: Participant[]): [Participant, Participant] {
  const first = given.find((one) => one.channelParticipant === 1)
  const second = given.find((one) => one.channelParticipant === 2)
  return [withRole(first, 1, second?.role), withRole(second, 2, first?.role)]
}

const opposites = new Map([
  ['customer', 'Agent'],
  ['agent', 'Customer'],
])

function withRole(given: Participant | undefined, channel: 1 | 2, otherRole = ''): Participant {
  const usual = channel === 1 ? 'Agent' : 'Customer'
  const role = given?.role || (opposites.get(otherRole.toLowerCase()) ?? usual)
  const blank = { userId: null, mediaParticipantId: null, imageUrl: null, fullName: null, email: null }
  return { ...blank, channelParticipant: channel, ...given, role }
}

function asObject(value: unknown, name: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw fault('invalidParameter', `${name} must be a JSON object`)
  }
  return value as Json
}

function optionalText(value: unknown, name: string): string | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string') throw fault('invalidParameter', `${name} must be a string`)
  // PostgreSQL stores neither NUL nor half a surrogate pair.
  if (value.includes('\0') || !value.isWellFormed()) {
    throw fault('invalidParameter', `${name} holds a character that is not allowed`)
  }
  return value
}
