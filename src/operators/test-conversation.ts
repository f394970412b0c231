// A conversation for this folder's tests; nothing of the product imports it.
import type { Conversation } from '../domain/conversation.ts'
import type { SentenceSid } from '../domain/sid.ts'

/** A call of one second a line, from lines like `Agent: Hello.`; the first role heard is channel 1. A text after
 * ` => ` is the one without personal data. */
export function aConversation(...texts: string[]): Conversation {
  const roles: string[] = []
  const lines = texts.map((text, index) => {
    const [, role = '', said = '', redacted] = /^(\w*): (.*?)(?: => (.*))?$/.exec(text) ?? []
    if (!roles.includes(role)) roles.push(role)
    return {
      sid: `GX${String(index).padStart(32, '0')}` as SentenceSid,
      index,
      channel: roles.indexOf(role) + 1,
      startMs: index * 1000,
      endMs: index * 1000 + 900,
      text: said,
      redactedText: redacted ?? null,
    }
  })
  return {
    languageCode: 'en-US',
    durationMs: texts.length * 1000,
    speakers: roles.map((role, index) => ({ channel: index + 1, role, fullName: null })),
    lines,
  }
}
