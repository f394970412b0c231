// Settings as options of a command: one for each, named as the variable is.
import type { Command } from 'commander'
import { describeConfig } from '../config.ts'

/** Gives a command an option for every setting. */
export function addSettings(command: Command): Command {
  for (const { name, shown, meaning } of describeConfig()) {
    command.option(`--${name.toLowerCase().replaceAll('_', '-')} <value>`, `${meaning} (${shown})`)
  }
  return command
}

/** The settings among the options of a command, by their names as variables. */
export function settingsIn(options: Record<string, unknown>): Record<string, string> {
  const names = new Set(describeConfig().map(({ name }) => name))
  // commander turns `--data-dir` into `dataDir`; settings are named DATA_DIR.
  const given = Object.entries(options).map(([option, value]): [string, unknown] => [
    option.replace(/[A-Z]/g, '_$&').toUpperCase(),
    value,
  ])
  return Object.fromEntries(
    given.filter((one): one is [string, string] => names.has(one[0]) && typeof one[1] === 'string'),
  )
}
