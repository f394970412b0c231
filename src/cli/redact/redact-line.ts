// One line in, one line out.
import { redactText } from '../../redaction/redact-text.ts'

/** What is found in a line: character offsets into its text. */
interface RedactedLine {
  redacted: string
  spans: { start: number; end: number; type: string }[]
}

/** The answer to `line`, as JSON without a line break. A line that is a JSON object with a `text` is that text, after
 * what was said before it (`previous`); any other is a text itself. */
export function redactLine(line: string, { extended }: { extended: boolean }): string {
  const { text, previous } = parseLine(line)
  const answer: RedactedLine = redactText(text, { previous, extended })
  return JSON.stringify(answer)
}

function parseLine(line: string): { text: string; previous: string } {
  const plain = { text: line, previous: '' }
  if (!line.trimStart().startsWith('{')) return plain
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null || !('text' in value)) return plain
    const { text, previous = '' } = value as { text: unknown; previous?: unknown }
    if (typeof text !== 'string') return plain
    return { text, previous: typeof previous === 'string' ? previous : '' }
  } catch {
    return plain
  }
}
