// Commands that end with our exit codes: commander's own are 1 for wrong usage.
import { Command } from 'commander'
import { exitCodes } from './exit.ts'

/** A command of this name; subcommands made of it end the same way. */
export function createCommand(name: string): Command {
  return new Command(name).exitOverride((error) =>
    process.exit(error.exitCode === 0 ? exitCodes.done : exitCodes.usage),
  )
}
