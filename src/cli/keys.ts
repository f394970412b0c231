// `verbatim keys`: the API keys of an account.
import { type Command, Option } from 'commander'
import { keyScopes } from '../domain/account.ts'
import { type ApiOptions, apiOptions, withApi } from './api.ts'
import { createCommand } from './create-command.ts'
import { fail } from './exit.ts'
import { listAll } from './list-all.ts'
import { print } from './print.ts'
import { parseSpan } from './span.ts'

interface KeyJson {
  sid: string
  friendly_name: string
  scope: string
  date_created: string
  secret?: string
}
type Options = ApiOptions & { json?: boolean; name?: string; scope?: string; grace?: string }

/** The command with its subcommands. */
export function keysCommand(): Command {
  const command = createCommand('keys')
    .description('list, make, rotate and delete API keys of the account')
    .addHelpText('after', '\nExample:\n  verbatim keys create --name "CI" --scope read-only')
  apiOptions(command.command('list').description('list keys, newest first'))
    .addHelpText('after', '\nExample:\n  verbatim keys list --json')
    .action((options: Options) =>
      withApi(options, (api) => listAll<KeyJson>(api, '/x/v1/Keys', 'keys'))
        .then((keys) => print(keys, options, (all) => all.map(toLine)))
        .catch(fail),
    )
  apiOptions(command.command('create').description('make a key; its secret is shown once'))
    .option('--name <text>', 'a name for people')
    .addHelpText('after', '\nExample:\n  verbatim keys create --name "CI" --scope read-only')
    .addOption(new Option('--scope <scope>', 'what it may do').choices(keyScopes).default('full'))
    .action((options: Options) =>
      withApi(options, (api) => {
        const form = { FriendlyName: options.name ?? '', Scope: options.scope ?? 'full' }
        return api.request<KeyJson>('POST', '/x/v1/Keys', form)
      })
        .then((key) => print(key, options, secretLines))
        .catch(fail),
    )
  apiOptions(command.command('rotate <sid>').description('give a key a new secret'))
    .option('--grace <span>', 'how long the old secret stays good, e.g. 24h', '0s')
    .addHelpText('after', '\nExample:\n  verbatim keys rotate SK… --grace 24h')
    .action((sid: string, options: Options) =>
      withApi(options, (api) => {
        const form = { GraceSeconds: String(parseSpan(options.grace ?? '0s')) }
        return api.request<KeyJson>('POST', `/x/v1/Keys/${sid}/Rotate`, form)
      })
        .then((key) => print(key, options, secretLines))
        .catch(fail),
    )
  apiOptions(command.command('delete <sid>').description('delete a key; it stops working at once'))
    .addHelpText('after', '\nExample:\n  verbatim keys delete SK…')
    .action((sid: string, options: Options) =>
      withApi<void>(options, (api) => api.request('DELETE', `/x/v1/Keys/${sid}`)).catch(fail),
    )
  return command
}

function toLine({ sid, scope, date_created, friendly_name }: KeyJson): string {
  return `${sid}  ${scope.padEnd(13)}  ${date_created}  ${friendly_name}`
}

function secretLines({ sid, secret }: KeyJson): string[] {
  return [`sid     ${sid}`, `secret  ${secret}`]
}
