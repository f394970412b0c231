// Lines of a stream of bytes, one after the other, none longer than is sensible.
import { CommandError, exitCodes } from '../exit.ts'

/** In characters; what is longer is no sentence, and would be held in memory as a whole. */
const LONGEST_LINE = 1_000_000

/** Yields the lines without their ends; the last one may lack its end.
 * @throws CommandError usage for a line of over a million characters */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of bytes) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = lines.pop()!
    for (const line of lines) yield withoutReturn(line)
    if (rest.length > LONGEST_LINE)
      throw new CommandError(`a line is longer than ${LONGEST_LINE} characters`, exitCodes.usage)
  }
  rest += decoder.decode()
  if (rest !== '') yield withoutReturn(rest)
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
