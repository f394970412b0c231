// `verbatim completion`: scripts that teach a shell the commands and their options. They are made from the commands
// themselves and need no verbatim to run.
import { Argument, type Command } from 'commander'
import { bashScript } from './completion/bash.ts'
import type { CommandNode } from './completion/command-node.ts'
import { fishScript } from './completion/fish.ts'
import { zshScript } from './completion/zsh.ts'
import { createCommand } from './create-command.ts'

const scripts: Record<string, (nodes: readonly CommandNode[]) => string> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
}

/** The command; it describes `program`, itself included. */
export function completionCommand(program: Command): Command {
  return createCommand('completion')
    .description('print a script for the completion of a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(scripts)))
    .addHelpText(
      'after',
      `
Examples:
  verbatim completion bash > ~/.local/share/bash-completion/completions/verbatim
  verbatim completion zsh > "\${fpath[1]}/_verbatim"
  verbatim completion fish > ~/.config/fish/completions/verbatim.fish`,
    )
    .action((shell: string) => {
      process.stdout.write(scripts[shell]!(nodesOf(program, '')))
    })
}

/** A command and all below it. */
function nodesOf(command: Command, trail: string): CommandNode[] {
  const node: CommandNode = {
    trail,
    subcommands: [
      ...command.commands.map((one) => ({ name: one.name(), meaning: one.description() })),
      ...command.registeredArguments.flatMap(({ argChoices, description }) =>
        (argChoices ?? []).map((name) => ({ name, meaning: description })),
      ),
    ],
    options: command.options.flatMap(({ long, description, argChoices, required, optional }) =>
      long
        ? [{ name: long, meaning: description, takesValue: required || optional, choices: argChoices ?? [] }]
        : [],
    ),
  }
  return [node, ...command.commands.flatMap((one) => nodesOf(one, `${trail} ${one.name()}`))]
}
