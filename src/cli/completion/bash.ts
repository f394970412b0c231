// Completion for bash 3 and later.
import { type CommandNode, quoted, trailsOf } from './command-node.ts'

/** The script. Where it knows no word, bash completes names of files. */
export function bashScript(nodes: readonly CommandNode[]): string {
  const cases = nodes.map(({ trail, subcommands, options }) => {
    const commands = subcommands.map(({ name }) => name).join(' ')
    const flags = [...options.map(({ name }) => name), '--help'].join(' ')
    return `    ${quoted(trail)}) commands=${quoted(commands)}; flags=${quoted(flags)} ;;`
  })
  const choices = nodes.flatMap(({ trail, options }) =>
    options
      .filter((option) => option.choices.length > 0)
      .map(
        (option) => `    ${quoted(`${trail} ${option.name}`)}) words=${quoted(option.choices.join(' '))} ;;`,
      ),
  )
  return `# verbatim completion for bash
_verbatim() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}"
  local trail='' commands='' flags='' words='' at
  for ((at = 1; at < COMP_CWORD; at++)); do
    case "$trail \${COMP_WORDS[at]}" in
      ${trailsOf(nodes).map(quoted).join('|')}) trail="$trail \${COMP_WORDS[at]}" ;;
    esac
  done
  case "$trail" in
${cases.join('\n')}
  esac
  case "$trail $prev" in
${choices.join('\n')}
  esac
  if [[ -z $words ]]; then
    if [[ $cur == -* ]]; then words="$flags"; else words="$commands"; fi
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _verbatim verbatim
`
}
