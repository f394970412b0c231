// `verbatim accounts`: the accounts of an installation.
import type { Command } from 'commander'
import { type ApiOptions, apiOptions, withApi } from './api.ts'
import { createCommand } from './create-command.ts'
import { CommandError, exitCodes, fail } from './exit.ts'
import { listAll } from './list-all.ts'
import { print } from './print.ts'
import { parseSpan } from './span.ts'

interface AccountJson {
  sid: string
  friendly_name: string
  date_created: string
  auth_token?: string
}
type Options = ApiOptions & { json?: boolean; name?: string; grace?: string; yes?: boolean }

/** The command with its subcommands. */
export function accountsCommand(): Command {
  const command = createCommand('accounts')
    .description('list, make, rotate and delete accounts (as the first account)')
    .addHelpText('after', '\nExample:\n  verbatim accounts create --name "Sales"')
  apiOptions(command.command('list').description('list accounts, newest first'))
    .addHelpText('after', '\nExample:\n  verbatim accounts list --json')
    .action((options: Options) =>
      withApi(options, (api) => listAll<AccountJson>(api, '/x/v1/Accounts', 'accounts'))
        .then((accounts) => print(accounts, options, (all) => all.map(toLine)))
        .catch(fail),
    )
  apiOptions(command.command('create').description('make an account; its token is shown once'))
    .option('--name <text>', 'a name for people')
    .addHelpText('after', '\nExample:\n  verbatim accounts create --name "Sales"')
    .action((options: Options) =>
      withApi(options, (api) =>
        api.request<AccountJson>('POST', '/x/v1/Accounts', { FriendlyName: options.name ?? '' }),
      )
        .then((account) => print(account, options, secretLines))
        .catch(fail),
    )
  apiOptions(command.command('rotate <sid>').description('give an account a new token'))
    .option('--grace <span>', 'how long the old token stays good, e.g. 24h', '0s')
    .addHelpText('after', '\nExample:\n  verbatim accounts rotate AC… --grace 24h')
    .action((sid: string, options: Options) =>
      withApi(options, (api) =>
        api.request<AccountJson>('POST', `/x/v1/Accounts/${sid}/Rotate`, {
          GraceSeconds: String(parseSpan(options.grace ?? '0s')),
        }),
      )
        .then((account) => print(account, options, secretLines))
        .catch(fail),
    )
  apiOptions(command.command('delete <sid>').description('delete an account with all that is stored of it'))
    .option('--yes', 'needed: nothing of it can be had back')
    .addHelpText('after', '\nExample:\n  verbatim accounts delete AC… --yes')
    .action((sid: string, options: Options) =>
      deleteAccount(sid, options)
        .then((answer) => print(answer, options, () => [`${sid} deleted`]))
        .catch(fail),
    )
  return command
}

async function deleteAccount(sid: string, options: Options) {
  if (!options.yes)
    throw new CommandError(`everything of ${sid} will be gone for good; say so with --yes`, exitCodes.usage)
  await withApi(options, (api) => api.request('DELETE', `/x/v1/Accounts/${sid}`))
  return { sid, deleted: true }
}

function toLine({ sid, friendly_name, date_created }: AccountJson): string {
  return `${sid}  ${date_created}  ${friendly_name}`
}

function secretLines({ sid, auth_token }: AccountJson): string[] {
  return [`export TWILIO_ACCOUNT_SID=${sid}`, `export TWILIO_AUTH_TOKEN=${auth_token}`]
}
