// A command as completion scripts see it.

/** `trail` is the names that lead to it, each after a space; empty for the program itself. */
export interface CommandNode {
  trail: string
  subcommands: { name: string; meaning: string }[]
  options: CompletedOption[]
}

/** One option; `name` with its dashes. */
export interface CompletedOption {
  name: string
  meaning: string
  takesValue: boolean
  /** The values there are; empty when it takes any. */
  choices: readonly string[]
}

/** Trails of all commands but the program itself. */
export function trailsOf(nodes: readonly CommandNode[]): string[] {
  return nodes.map(({ trail }) => trail).filter((trail) => trail !== '')
}

/** A text as bash and zsh read it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
