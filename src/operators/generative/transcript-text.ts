// A conversation, or anything else that is not ours, as text inside a message to a model. Everything is JSON with
// `<` and backticks written as escapes, so nothing in it can look like the end of the fence.
import type { Conversation, Line } from '../../domain/conversation.ts'
import { shownRole } from '../../domain/shown-role.ts'

/** What stands around data in a message. */
export const fence = { open: '<transcript>', close: '</transcript>' }

/** One line of the transcript as the model reads it, e.g. `{"n":1,"speaker":"Agent","text":"Hello."}`. */
function lineText(line: Line, { speaker, redact }: { speaker: string; redact: boolean }): string {
  return dataLine({ n: line.index, speaker, text: redact ? (line.redactedText ?? line.text) : line.text })
}

/** All lines of `conversation` as {@link lineText}, without personal data when `redact` is set and the
 * conversation has a redacted text. */
export function transcriptLines({ lines, speakers }: Conversation, redact: boolean): string[] {
  const roles = new Map(
    speakers.map(({ channel, role }) => [channel, redact ? shownRole(role, channel) : role]),
  )
  return lines.map((line) =>
    lineText(line, { speaker: roles.get(line.channel) || `Speaker ${line.channel}`, redact }),
  )
}

/** One line of JSON that no fence mark can be in. */
export function dataLine(data: object): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('`', '\\u0060')
}

/** The content of a message that is data only. */
export function fenced(lines: readonly string[]): string {
  return [fence.open, ...lines, fence.close].join('\n')
}
