// Creates of transcripts as the checks send them, and their bodies; and a server that takes creates which it should
// refuse.
import assert from 'node:assert/strict'
import type { Answer } from '../../../src/testing/test-server.ts'
import { type BentAnswer, bendJson, type Distortion, type SeenRequest } from './distorting-proxy.ts'
import type { Subject } from './subject.ts'

/** A party on the wire. */
export interface ParticipantBody {
  user_id: string | null
  channel_participant: number
  media_participant_id: string | null
  image_url: string | null
  full_name: string | null
  email: string | null
  role: string
}

/** A Transcript on the wire, as far as the checks read it. */
export interface TranscriptBody {
  sid: string
  service_sid: string
  status: string
  duration: number
  customer_key: string | null
  redaction: boolean
  language_code: string
  data_logging: boolean
  channel: {
    type: string
    media_properties: Record<'source' | 'source_sid' | 'media_url' | 'reference_sids', unknown>
    participants: ParticipantBody[]
  }
}

/** Fields of a create; `Channel` becomes JSON unless it is a text. */
export type CreateForm = { Channel?: unknown } & Record<string, unknown>

/** Sends a create as it is. */
export function create(
  subject: Subject,
  { Channel, ...fields }: CreateForm,
): Promise<Answer<TranscriptBody>> {
  const text = typeof Channel === 'string' ? Channel : JSON.stringify(Channel)
  const form = { ...(fields as Record<string, string>), ...(text !== undefined && { Channel: text }) }
  return subject.call('POST', '/v2/Transcripts', { form })
}

/** Sends a create that must be taken. */
export async function mustCreate(subject: Subject, form: CreateForm): Promise<TranscriptBody> {
  const { status, body } = await create(subject, form)
  assert.equal(status, 202, JSON.stringify(body))
  return body
}

/** A transcript as fetch and list show it. */
export async function readTwice(subject: Subject, { sid, service_sid }: TranscriptBody) {
  const { body: fetched } = await subject.call<TranscriptBody>('GET', `/v2/Transcripts/${sid}`)
  const list = `/v2/Transcripts?PageSize=1000&ServiceSid=${service_sid}`
  const { body } = await subject.call<{ transcripts: TranscriptBody[] }>('GET', list)
  const listed = body.transcripts.find((row) => row.sid === sid)
  assert.ok(listed, `the list shows ${sid}`)
  return [fetched, listed] as const
}

/** How many transcripts the main account has. */
export async function countTranscripts(subject: Subject): Promise<number> {
  const { body } = await subject.call('GET', '/v2/Transcripts?PageSize=1000')
  assert.equal(body.meta.next_page_url, null)
  return body.transcripts.length
}

/** A recording that nobody has, which costs the recogniser nothing. */
export function missingRecording({ world }: Subject): string {
  return new URL('/no-such-recording.wav', world.shortCallUrl).href
}

/** A Channel with {@link missingRecording}. */
export function byUrl(subject: Subject) {
  return { media_properties: { media_url: missingRecording(subject) } }
}

/** Stores a recording under a sid of its own. */
export async function upload(subject: Subject, body: Buffer<ArrayBuffer>): Promise<string> {
  const headers = { 'content-type': 'audio/wav' }
  const answer = await subject.call('POST', '/x/v1/Recordings', { body, headers })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body.sid
}

/** True for creates of transcripts. */
export function isCreate({ method, path }: SeenRequest): boolean {
  return method === 'POST' && path === '/v2/Transcripts'
}

/** A server that takes a create with which it should have found fault: its answer is the one to an earlier create. */
export function takingCreates(wrong: (form: URLSearchParams) => boolean): Distortion {
  let taken: BentAnswer | null = null
  return (answer, request) => {
    if (!isCreate(request)) return answer
    if (answer.status === 202) taken = answer
    return answer.status >= 400 && wrong(new URLSearchParams(request.body)) ? (taken ?? answer) : answer
  }
}

/** Bends every transcript that is shown, alone or in a list. */
export function bendTranscripts(change: (transcript: TranscriptBody) => void): Distortion {
  return (answer) =>
    bendJson(answer, (body) => {
      for (const one of body.transcripts ?? [body]) if (one.channel) change(one)
    })
}
