// Stage: sentences in, the same sentences with their redacted form out.
import { fault, VerbatimError } from '../domain/errors.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { Transcript } from '../domain/transcript.ts'
import type { KnownParty, Redactor } from '../ports/redactor.ts'

/** Adds the redacted form where the transcript was made with redaction. Fails closed: without a redacted form of
 * every sentence there is no result at all.
 * @throws VerbatimError redactionFailed */
export async function redactSentences(
  { transcript, sentences }: { transcript: Transcript; sentences: readonly Sentence[] },
  { redactor }: { redactor: Redactor },
): Promise<Sentence[]> {
  if (!transcript.redaction) return [...sentences]
  const known = knownParties(transcript)
  const strict = transcript.mediaRedaction
  const redacted = await redactor.redact({ sentences, known, strict }).catch((cause) => {
    throw cause instanceof VerbatimError ? cause : fault('redactionFailed', undefined, { cause })
  })
  return sentences.map((sentence, at) => {
    const form = redacted[at]
    if (!form) throw fault('redactionFailed')
    return { ...sentence, redacted: form }
  })
}

/** What the Channel tells beforehand: names and numbers that are redacted wherever they are said. */
export function knownParties({ channel }: Transcript): KnownParty[] {
  return channel.participants.map(({ channelParticipant, fullName, mediaParticipantId }) => ({
    channel: channelParticipant,
    fullName,
    phone: mediaParticipantId,
  }))
}
