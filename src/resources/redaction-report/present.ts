// A report on the wire: times are seconds from the start of the recording, shares 0 to 1.
import { type Static, Type } from 'typebox'
import { fillers, type MutedRange } from '../../domain/audio.ts'
import type { FoundEntity, MediaRedaction, RedactionReport } from '../../domain/redaction-report.ts'
import { personalDataTypes } from '../../domain/sentence.ts'
import type { Transcript } from '../../domain/transcript.ts'
import { nullable, sidSchema, urlSchema } from '../../http/schemas.ts'

const entitySchema = Type.Object({
  type: Type.Enum([...personalDataTypes]),
  media_channel: Type.Integer(),
  start_time: Type.Number(),
  end_time: Type.Number(),
  confidence: Type.Number({ description: 'How sure the recogniser is of the sentence it is in, 0 to 1.' }),
})
const countsSchema = Type.Unsafe<Record<string, number>>({
  type: 'object',
  additionalProperties: { type: 'integer' },
  description: 'How many of each type.',
})
const mediaSchema = Type.Object({
  duration: Type.Number({ description: 'Seconds.' }),
  filler: Type.Enum([...fillers]),
  muted_share: Type.Number({ description: 'Share of the sound of all channels that was taken out.' }),
  channels: Type.Array(
    Type.Object({
      media_channel: Type.Integer(),
      muted_seconds: Type.Number(),
      muted_share: Type.Number(),
      muted: Type.Array(Type.Object({ start_time: Type.Number(), end_time: Type.Number() })),
    }),
  ),
  unread_ranges: Type.Integer({ description: 'Ranges muted because nobody could tell what was said.' }),
  key_tones: Type.Integer({ description: 'Pressed keys of a telephone (DTMF) that were muted.' }),
})
const recheckSchema = Type.Object({
  rounds: Type.Integer({ description: 'How often the redacted audio was transcribed again.' }),
  muted_again: Type.Integer({ description: 'Ranges that were muted because of what was heard in it.' }),
  clean: Type.Boolean({ description: 'True when nothing in it looks like personal data any more.' }),
  left: Type.Array(entitySchema, { description: 'What still looks like personal data.' }),
})

/** Schema of a report. */
export const reportSchema = Type.Object({
  transcript_sid: sidSchema('transcript'),
  account_sid: sidSchema('account'),
  engines: Type.Object({ recogniser: Type.String(), redaction: Type.String(), rules: Type.String() }),
  counts: countsSchema,
  entities: Type.Array(entitySchema),
  media: nullable(mediaSchema),
  recheck: nullable(recheckSchema),
  url: urlSchema,
})

/** The JSON of a report. */
export function presentReport(
  { recogniser, redactor, rules, entities, media, recheck }: RedactionReport,
  { transcript, base }: { transcript: Transcript; base: string },
): Static<typeof reportSchema> {
  return {
    transcript_sid: transcript.sid,
    account_sid: transcript.accountSid,
    engines: { recogniser, redaction: redactor, rules },
    counts: countsOf(entities),
    entities: entities.map(presentEntity),
    media: media && presentMedia(media),
    recheck: recheck && {
      rounds: recheck.rounds,
      muted_again: recheck.mutedAgain,
      clean: recheck.left.length === 0,
      left: recheck.left.map(presentEntity),
    },
    url: `${base}/x/v1/Transcripts/${transcript.sid}/RedactionReport`,
  }
}

function countsOf(entities: readonly FoundEntity[]): Record<string, number> {
  const byType = Map.groupBy(entities, ({ type }) => type)
  return Object.fromEntries([...byType].map(([type, found]) => [type, found.length]))
}

function presentEntity({ type, channel, startMs, endMs, confidence }: FoundEntity) {
  return {
    type,
    media_channel: channel,
    start_time: seconds(startMs),
    end_time: seconds(endMs),
    confidence: Math.round(confidence * 100) / 100,
  }
}

function presentMedia(media: MediaRedaction): Static<typeof mediaSchema> {
  const { durationMs, channelCount, filler, muted, unreadRanges, keyTones } = media
  const share = (ms: number) => (durationMs === 0 ? 0 : Math.round((ms / durationMs) * 10_000) / 10_000)
  const channels = Array.from({ length: channelCount }, (_, at) => {
    const own = muted.filter(({ channel }) => channel === at + 1)
    const ms = totalMs(own)
    return {
      media_channel: at + 1,
      muted_seconds: seconds(ms),
      muted_share: share(ms),
      muted: own.map(({ startMs, endMs }) => ({ start_time: seconds(startMs), end_time: seconds(endMs) })),
    }
  })
  return {
    duration: seconds(durationMs),
    filler,
    muted_share: share(totalMs(muted) / Math.max(1, channelCount)),
    channels,
    unread_ranges: unreadRanges,
    key_tones: keyTones,
  }
}

function totalMs(ranges: readonly MutedRange[]): number {
  return ranges.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0)
}

function seconds(ms: number): number {
  return Math.round(ms) / 1000
}
