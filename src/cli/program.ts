// The command line: commands and their options. Heavy parts are imported when a command runs.
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { type Config, readConfig } from '../config.ts'
import { accountsCommand } from './accounts.ts'
import { completionCommand } from './completion.ts'
import { createCommand } from './create-command.ts'
import { decryptCommand } from './decrypt.ts'
import { doctorCommand } from './doctor.ts'
import { fail } from './exit.ts'
import { exportCommand } from './export.ts'
import { keysCommand } from './keys.ts'
import { migrateCommand } from './migrate.ts'
import { operatorsCommand } from './operators.ts'
import { proxyCommand } from './proxy.ts'
import { redactCommand } from './redact.ts'
import { servicesCommand } from './services.ts'
import { addSettings, settingsIn } from './setting-flags.ts'
import { transcribeCommand } from './transcribe.ts'

/** Reads `argv` and runs the command; sets the exit code. */
export async function runCommand(argv: readonly string[]): Promise<void> {
  await createProgram().parseAsync([...argv])
}

/** All commands. */
export function createProgram(): Command {
  const program = createCommand('verbatim')
    .description("Self-hosted conversation intelligence, wire-compatible with Twilio's Intelligence v2 API")
    .version(version())
    .addHelpText('after', '\nExample:\n  verbatim transcribe call.wav')
  for (const command of [
    serveCommand(),
    workerCommand(),
    transcribeCommand(),
    redactCommand(),
    operatorsCommand(),
    accountsCommand(),
    keysCommand(),
    decryptCommand(),
    proxyCommand(),
    servicesCommand(),
    exportCommand(),
    doctorCommand(),
    migrateCommand(),
    completionCommand(program),
  ]) {
    program.addCommand(command)
  }
  return program
}

function version(): string {
  const path = new URL('../../package.json', import.meta.url)
  return String(JSON.parse(readFileSync(path, 'utf8')).version)
}

function serveCommand(): Command {
  const command = createCommand('serve')
    .description('run the server')
    .addHelpText('after', '\nExample:\n  verbatim serve --port 4010 --network-allow 127.0.0.1')
  return withSettings(command, async (config, say) => (await import('../main.ts')).serve(config, say))
}

function workerCommand(): Command {
  const command = createCommand('worker')
    .description('do jobs of a server whose database is a PostgreSQL; it answers no API')
    .addHelpText('after', '\nExample:\n  verbatim worker --database-url postgres://db.example.com/verbatim')
  return withSettings(command, async (config, say) => (await import('../main.ts')).work(config, say))
}

/** Gives a command an option for every setting. */
function withSettings(
  command: Command,
  run: (config: Config, say: (line: string) => void) => Promise<void>,
): Command {
  return addSettings(command).action(async (options: Record<string, string>) => {
    try {
      await run(readConfig(settingsIn(options)), (line) => process.stderr.write(`${line}\n`))
    } catch (error) {
      fail(error)
    }
  })
}
