// A conversation as people write it: JSON in the words of the API, as `verbatim operators run` and case files hold it.
import { readParticipants } from '../domain/channel.ts'
import type { Conversation, Line } from '../domain/conversation.ts'
import { fault } from '../domain/errors.ts'
import type { SentenceSid } from '../domain/sid.ts'
import { compileCheck, type SchemaCheck } from './schema-check.ts'

/** Pace of speech where sentences have no times. */
const WORDS_PER_SECOND = 2.5
const MS = 1000

/** JSON Schema of a conversation; times are seconds. Unknown properties are ignored. */
export const conversationSchema = {
  type: 'object',
  required: ['sentences'],
  properties: {
    language_code: { type: 'string', minLength: 2 },
    participants: { type: ['array', 'null'] },
    sentences: {
      type: 'array',
      items: {
        type: 'object',
        required: ['media_channel', 'transcript'],
        properties: {
          media_channel: { type: 'integer', minimum: 1 },
          transcript: { type: 'string' },
          start_time: {
            anyOf: [
              { type: 'number', minimum: 0 },
              { type: 'string', pattern: '^[0-9]+([.][0-9]+)?$' },
            ],
          },
          end_time: {
            anyOf: [
              { type: 'number', minimum: 0 },
              { type: 'string', pattern: '^[0-9]+([.][0-9]+)?$' },
            ],
          },
        },
      },
    },
  },
}

interface SentenceJson {
  media_channel: number
  transcript: string
  start_time?: number | string
  end_time?: number | string
}

interface ConversationJson {
  language_code?: string
  participants?: unknown
  sentences: SentenceJson[]
}

let check: SchemaCheck | undefined

/** Reads a conversation from parsed JSON: `{participants?, sentences: [{media_channel, transcript, start_time?,
 * end_time?}]}`. Channel 1 is the Agent unless roles say otherwise; sentences without times follow each other.
 * @throws VerbatimError invalidParameter */
export function readConversation(value: unknown): Conversation {
  check ??= compileCheck(conversationSchema)
  const wrong = check(value)
  if (wrong !== null) throw fault('invalidParameter', `The conversation can not be read: ${wrong}`)
  const { language_code = 'en-US', participants, sentences } = value as ConversationJson
  const lines = timed(sentences)
  return {
    languageCode: language_code,
    durationMs: Math.max(0, ...lines.map(({ endMs }) => endMs)),
    speakers: readParticipants(participants).map(({ channelParticipant, role, fullName }) => ({
      channel: channelParticipant,
      role,
      fullName,
    })),
    lines,
  }
}

function timed(sentences: readonly SentenceJson[]): Line[] {
  let clockMs = 0
  return sentences.map(({ media_channel: channel, transcript: text, start_time, end_time }, index) => {
    const startMs = start_time === undefined ? clockMs : Number(start_time) * MS
    const lastsMs = (Math.max(1, text.split(/\s+/).length) / WORDS_PER_SECOND) * MS
    const endMs = end_time === undefined ? startMs + lastsMs : Math.max(startMs, Number(end_time) * MS)
    clockMs = endMs
    return { sid: sidOf(index), index, channel, startMs, endMs, text, redactedText: null }
  })
}

/** There are no rows behind these lines; a sid only tells them apart. */
function sidOf(index: number): SentenceSid {
  return `GX${index.toString(16).padStart(32, '0')}` as SentenceSid
}
