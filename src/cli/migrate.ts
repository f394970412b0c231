// `verbatim migrate`: brings a database up to date, or moves all of it between DATA_DIR and a PostgreSQL.
import { type Command, InvalidArgumentError } from 'commander'
import { readConfig } from '../config.ts'
import { createCommand } from './create-command.ts'
import { CommandError, exitCodes, fail } from './exit.ts'
import { showMove, showUpdate } from './migrate/show.ts'
import { print } from './print.ts'

interface Options {
  to?: string
  from?: string
  dataDir?: string
  force?: boolean
  json?: boolean
}

/** The command. */
export function migrateCommand(): Command {
  return createCommand('migrate')
    .description('bring the tables up to date, or move everything between DATA_DIR and PostgreSQL')
    .option('--to <url>', 'copy the embedded database of DATA_DIR into an empty PostgreSQL', postgresUrl)
    .option('--from <url>', 'copy a PostgreSQL into a DATA_DIR that has no database', postgresUrl)
    .option('--force', 'with --from: copy even while servers, workers or others are connected to it')
    .option('--data-dir <folder>', 'the data directory (DATA_DIR)')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  verbatim migrate --to postgres://verbatim@db.example.com/verbatim')
    .action((options: Options) => run(options).catch(fail))
}

function postgresUrl(text: string): string {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) {
    throw new InvalidArgumentError('It must begin with postgres://')
  }
  return text
}

async function run(options: Options): Promise<void> {
  const { to, from, dataDir, force = false } = options
  if (to !== undefined && from !== undefined) {
    throw new CommandError('--to and --from exclude each other', exitCodes.usage)
  }
  if (force && from === undefined) throw new CommandError('--force goes with --from', exitCodes.usage)
  const config = readConfig(dataDir === undefined ? {} : { DATA_DIR: dataDir })
  const { moveBetween, UnusableServer, updateConfigured } = await import('../moving/moving.ts')
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const given = { config, say, onFailure: fail }
  try {
    if (to === undefined && from === undefined) {
      print(await updateConfigured(given), options, showUpdate)
      return
    }
    const way = to === undefined ? { from: from!, force } : { to }
    const move = await moveBetween(way, given)
    print(move, options, showMove)
    for (const line of move.advice) say(line)
    if (!move.copied) throw new Error('what was copied differs; nothing of it was kept')
  } catch (error) {
    if (!(error instanceof UnusableServer)) throw error
    throw new CommandError(error.message, error.refused ? exitCodes.refused : exitCodes.notReachable)
  }
}
