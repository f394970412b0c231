// `verbatim operators`: its options. What they do is in the folder of the same name.
import type { Command } from 'commander'
import { type ApiOptions, apiOptions, withApi } from './api.ts'
import { createCommand } from './create-command.ts'
import { fail } from './exit.ts'
import { listCustom, listPreBuilt } from './operators/list.ts'

type ListOptions = ApiOptions & { json?: boolean; custom?: boolean }
type LocalOptions = { json?: boolean; local?: boolean }

/** The command with its subcommands. */
export function operatorsCommand(): Command {
  const command = createCommand('operators').description('list, run, test and push language operators')
  apiOptions(command.command('list').description('list the pre-built operators; needs no server'))
    .option('--custom', 'the custom operators of the account instead, from the server')
    .addHelpText('after', '\nExample:\n  verbatim operators list --json')
    .action((options: ListOptions) =>
      options.custom
        ? withApi(options, (api) => listCustom(api, options)).catch(fail)
        : listPreBuilt(options),
    )
  localOptions(command.command('run <name> [file]').description('run an operator on a conversation (JSON)'))
    .addHelpText(
      'after',
      `
<name> is an operator type, a friendly name, "all", or a folder with an operator.json; [file] is - or nothing for stdin.

Examples:
  verbatim operators run EscalationRequest call.json
  echo '{"sentences": [{"media_channel": 2, "transcript": "Get me a manager"}]}' | verbatim operators run "Escalation Request" -`,
    )
    .action(async (name: string, file: string | undefined, options: LocalOptions) => {
      const { runOn } = await import('./operators/run.ts')
      await runOn(name, file ?? '-', options).catch(fail)
    })
  localOptions(
    command.command('test <folder>').description('run the cases of one operator, or of a folder of them'),
  )
    .addHelpText(
      'after',
      '\nExits with 1 when a case fails.\n\nExample:\n  verbatim operators test my-operators',
    )
    .action(async (folder: string, options: LocalOptions) => {
      const { testFolder } = await import('./operators/try-cases.ts')
      await testFolder(folder, options).catch(fail)
    })
  apiOptions(
    command
      .command('push <folder>')
      .description('make the custom operators of a folder, or bring them up to date'),
  )
    .addHelpText('after', '\nExample:\n  verbatim operators push my-operators --json')
    .action(async (folder: string, options: ApiOptions & { json?: boolean }) => {
      const { pushFolder } = await import('./operators/push.ts')
      await pushFolder(folder, options).catch(fail)
    })
  return command
}

function localOptions(command: Command): Command {
  return command
    .option('--local', 'never ask the language model of LLM_BASE_URL and LLM_MODEL')
    .option('--json', 'print JSON')
}
