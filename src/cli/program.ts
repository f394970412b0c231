// The command line: commands and their options. Heavy parts are imported when a command runs.
import type { Command } from 'commander'
import { describeConfig, readConfig } from '../config.ts'
import { accountsCommand } from './accounts.ts'
import { createCommand } from './create-command.ts'
import { decryptCommand } from './decrypt.ts'
import { fail } from './exit.ts'
import { keysCommand } from './keys.ts'
import { proxyCommand } from './proxy.ts'

/** Reads `argv` and runs the command; sets the exit code. */
export async function runCommand(argv: readonly string[]): Promise<void> {
  const program = createCommand('verbatim').description(
    "Self-hosted conversation intelligence, wire-compatible with Twilio's Intelligence v2 API",
  )
  for (const command of [
    serveCommand(),
    accountsCommand(),
    keysCommand(),
    decryptCommand(),
    proxyCommand(),
  ]) {
    program.addCommand(command)
  }
  await program.parseAsync([...argv])
}

function serveCommand(): Command {
  const command = createCommand('serve')
    .description('run the server')
    .addHelpText('after', '\nExample:\n  verbatim serve --port 4010 --network-allow 127.0.0.1')
  for (const { name, shown, meaning } of describeConfig()) {
    command.option(`--${name.toLowerCase().replaceAll('_', '-')} <value>`, `${meaning} (${shown})`)
  }
  return command.action(async (options: Record<string, string>) => {
    try {
      const flags = Object.entries(options).map(([name, value]) => [toVariable(name), value])
      const { serve } = await import('../main.ts')
      await serve(readConfig(Object.fromEntries(flags)), (line) => process.stderr.write(`${line}\n`))
    } catch (error) {
      fail(error)
    }
  })
}

/** commander turns `--data-dir` into `dataDir`; settings are named DATA_DIR. */
function toVariable(option: string): string {
  return option.replace(/[A-Z]/g, '_$&').toUpperCase()
}
