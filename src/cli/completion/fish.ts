// Completion for fish 3 and later.
import { type CommandNode, trailsOf } from './command-node.ts'

/** The script. Where it knows no word, fish completes names of files. */
export function fishScript(nodes: readonly CommandNode[]): string {
  const lines = nodes.flatMap(({ trail, subcommands, options }) => {
    const at = `complete -c verbatim -n ${text(`__verbatim_at ${text(trail)}`)}`
    return [
      ...subcommands.map(({ name, meaning }) => `${at} -f -a ${text(name)} -d ${text(meaning)}`),
      ...options.map(({ name, meaning, takesValue, choices }) => {
        const values = choices.length > 0 ? ` -x -a ${text(choices.join(' '))}` : takesValue ? ' -r' : ''
        return `${at} -l ${name.replace(/^--/, '')}${values} -d ${text(meaning)}`
      }),
      `${at} -l help -d 'display help for command'`,
    ]
  })
  return `# verbatim completion for fish
function __verbatim_trail
  set -l trail ''
  for word in (commandline -opc)[2..-1]
    switch "$trail $word"
      case ${trailsOf(nodes).map(text).join(' ')}
        set trail "$trail $word"
    end
  end
  echo "$trail"
end
function __verbatim_at
  set -l trail (__verbatim_trail)
  test "$trail" = "$argv[1]"
end
${lines.join('\n')}
`
}

/** In fish a quote is escaped within quotes. */
function text(plain: string): string {
  return `'${plain.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
