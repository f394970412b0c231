// `verbatim redact`: its options. What it does is in the folder of the same name.
import type { Command } from 'commander'
import { createCommand } from './create-command.ts'
import { fail } from './exit.ts'

/** The command. */
export function redactCommand(): Command {
  return createCommand('redact')
    .description(
      'take personal data out of texts here and now, without a server; prints one JSON line per line',
    )
    .argument(
      '[file]',
      'lines of text, or of JSON like {"text": "...", "previous": "..."}; - or nothing = stdin',
    )
    .option('--extended', 'account, passport and licence numbers, passwords, IP addresses and URLs as well')
    .option('--json', 'print JSON lines, as it always does')
    .addHelpText(
      'after',
      `
Examples:
  echo "my name is john smith" | verbatim redact
  verbatim redact --extended lines.jsonl > redacted.jsonl`,
    )
    .action(async (file: string | undefined, { extended = false }: { extended?: boolean }) => {
      try {
        const { redactFile } = await import('./redact/redact-file.ts')
        await redactFile(file ?? '-', { extended })
      } catch (error) {
        fail(error)
      }
    })
}
