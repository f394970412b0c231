// What captions are made of: one view of a transcript's sentences, and what the speakers are called in it.
import type { Participant } from '../domain/channel.ts'
import { redactedOf, type Sentence, type TimedWord } from '../domain/sentence.ts'
import { shownRole } from '../domain/shown-role.ts'

/** Whose words they are: the channel, and the number of the voice where the voices of a channel were told apart. */
export interface Voice {
  channel: number
  speaker?: number
}

/** A sentence as it is to be shown. Times in milliseconds; `words` may be missing, then times are guessed. */
export interface CaptionSentence extends Voice {
  startMs: number
  endMs: number
  text: string
  words: readonly TimedWord[]
}

/** Everything that is written out. `speakers` has a name for each channel (1-based). */
export interface CaptionSource {
  sentences: readonly CaptionSentence[]
  speakers: ReadonlyMap<number, string>
}

/** Which view is wanted. */
export interface CaptionView {
  participants: readonly Participant[]
  /** Sentences without personal data, and speakers by their roles only. */
  redacted: boolean
}

/** One view of a transcript.
 * @throws VerbatimError internal when the redacted view is wanted and a sentence has none */
export function captionSource(
  sentences: readonly Sentence[],
  { participants, redacted }: CaptionView,
): CaptionSource {
  const shown = sentences.map((sentence) => {
    const { text, words } = redacted ? redactedOf(sentence) : sentence
    const { startMs, endMs } = sentence
    return { ...voiceOf(sentence), startMs, endMs, text, words }
  })
  const names = participants.map(
    (one) => [one.channelParticipant, speakerName(one, redacted)] satisfies [number, string],
  )
  return { sentences: shown, speakers: new Map(names) }
}

/** A name is personal data, a usual role is not. */
function speakerName(
  { fullName, role, channelParticipant: channel }: Participant,
  redacted: boolean,
): string {
  const name = redacted ? shownRole(role, channel) : fullName || role
  return oneLine(name) || `Channel ${channel}`
}

/** What a voice is called. Of those that share a channel nobody knows which participant they are. */
export function speakerOf(
  { speakers }: Pick<CaptionSource, 'speakers'>,
  { channel, speaker }: Voice,
): string {
  if (speaker !== undefined) return `Speaker ${speaker}`
  return speakers.get(channel) ?? `Channel ${channel}`
}

/** The voice alone, of a sentence or caption. */
export function voiceOf({ channel, speaker }: Voice): Voice {
  return speaker === undefined ? { channel } : { channel, speaker }
}

/** The text on one line: every run of white space is one space. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
