// Redacts a file or stdin line by line, as fast as the reader of stdout takes it: never more than a few lines are held.
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { readConfig } from '../../config.ts'
import { useTokenTemplate } from '../../redaction/token.ts'
import { CommandError, exitCodes } from '../exit.ts'
import { linesOf } from './lines-of.ts'
import { redactLine } from './redact-line.ts'

/** Prints the answers to the lines of `file` (`-` = stdin).
 * @throws Error when a setting can not be read
 * @throws CommandError usage when the file can not be read, or has a line that is too long */
export async function redactFile(file: string, options: { extended: boolean }): Promise<void> {
  useTokenTemplate(readConfig().REDACT_TOKEN)
  const input = file === '-' ? process.stdin : createReadStream(file)
  async function* answers() {
    for await (const line of linesOf(input)) yield `${redactLine(line, options)}\n`
  }
  try {
    await pipeline(answers, process.stdout, { end: false })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    // Whoever reads the output has seen enough.
    if (code === 'EPIPE') return
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
      throw new CommandError(`${file} can not be read (${code})`, exitCodes.usage)
    throw error
  }
}
