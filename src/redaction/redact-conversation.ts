// Redacts a conversation that nobody recorded: it has no words with times, so they are spread over each line.
import type { Conversation, Line } from '../domain/conversation.ts'
import type { RedactedSentence, Sentence } from '../domain/sentence.ts'
import { redactCall } from './redact-call.ts'

/** The redacted form of each line, in the same order.
 * @param options.strict as in a {@link redactCall} */
export function redactConversation(
  { lines, speakers }: Conversation,
  { strict, extended }: { strict: boolean; extended: boolean },
): RedactedSentence[] {
  const known = speakers.map(({ channel, fullName }) => ({ channel, fullName, phone: null }))
  return redactCall({ sentences: lines.map(toSentence), known, strict, extended })
}

function toSentence(line: Line): Sentence {
  const { sid, index, channel, startMs, endMs, text } = line
  const texts = text.split(/\s+/).filter((word) => word !== '')
  const wordMs = (endMs - startMs) / Math.max(1, texts.length)
  const words = texts.map((word, at) => ({
    text: word,
    startMs: startMs + at * wordMs,
    endMs: startMs + (at + 1) * wordMs,
  }))
  return { sid, index, channel, startMs, endMs, text, confidence: 1, words, redacted: null }
}
