// Completion for zsh.
import { type CommandNode, quoted, trailsOf } from './command-node.ts'

/** The script. Where it knows no word, zsh completes names of files. */
export function zshScript(nodes: readonly CommandNode[]): string {
  const cases = nodes.map(({ trail, subcommands, options }) => {
    const flags = [...options, { name: '--help', meaning: 'display help for command' }]
    return `    ${quoted(trail)}) commands=(${described(subcommands)}); flags=(${described(flags)}) ;;`
  })
  const choices = nodes.flatMap(({ trail, options }) =>
    options
      .filter((option) => option.choices.length > 0)
      .map(
        (option) =>
          `    ${quoted(`${trail} ${option.name}`)}) values=(${option.choices.map(quoted).join(' ')}) ;;`,
      ),
  )
  return `#compdef verbatim
# verbatim completion for zsh
_verbatim() {
  local trail='' word
  local -a commands flags values
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$trail $word" in
      ${trailsOf(nodes).map(quoted).join('|')}) trail="$trail $word" ;;
    esac
  done
  case "$trail" in
${cases.join('\n')}
  esac
  case "$trail \${words[CURRENT-1]}" in
${choices.join('\n')}
  esac
  if (( \${#values} )); then
    compadd -a values
  elif [[ $PREFIX == -* ]]; then
    _describe option flags
  elif (( \${#commands} )); then
    _describe command commands
  else
    _files
  fi
}
if [[ $funcstack[1] == _verbatim ]]; then
  _verbatim "$@"
else
  compdef _verbatim verbatim
fi
`
}

/** `name:meaning` as `_describe` wants it. */
function described(entries: readonly { name: string; meaning: string }[]): string {
  return entries
    .map(({ name, meaning }) => quoted(`${name.replaceAll(':', '\\:')}:${meaning.replaceAll('\n', ' ')}`))
    .join(' ')
}
