// What can be said of a PromQL expression without evaluating it: which series and labels it uses. It is no parser:
// syntax is for promtool to check.

/** An expression and where it stands. */
export interface Expression {
  where: string
  expr: string
}
/** What is known of a series. */
export interface Series {
  labels: readonly string[]
}
/** Series by name. */
export type SeriesTable = Map<string, Series>

const seriesName =
  /\b(?:verbatim|process|nodejs)_\w+|\bup\b|\b[a-z]\w*(?=\{|\[)|\b[a-z]+(?:_[a-z]+)*_total\b/g
const matcherLabel = /([a-zA-Z_]\w*)\s*(?:=~|!~|!=|=)/g

/** Names of series and labels in `expression` that `table` does not have, as sentences. */
export function wrongIn({ where, expr }: Expression, table: SeriesTable): string[] {
  const wrong: string[] = []
  const used: Series[] = []
  const bare = expr.replaceAll(/"[^"]*"/g, (text) => '_'.repeat(text.length))
  for (const found of bare.matchAll(seriesName)) {
    const [name] = found
    const series = table.get(name)
    if (!series) {
      wrong.push(`${where}: ${name} is no series`)
      continue
    }
    used.push(series)
    const [, matchers = ''] = /^\{([^}]*)\}/.exec(bare.slice(found.index + name.length)) ?? []
    for (const [, label] of matchers.matchAll(matcherLabel))
      if (!series.labels.includes(label!)) wrong.push(`${where}: ${name} has no label ${label}`)
  }
  if (used.length === 0 && wrong.length === 0) wrong.push(`${where}: uses no series`)
  const known = new Set(used.flatMap(({ labels }) => labels))
  if (used.length > 0)
    for (const [, list] of bare.matchAll(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g))
      for (const label of list!.split(',').map((one) => one.trim()))
        if (!known.has(label)) wrong.push(`${where}: nothing has label ${label} to sum by`)
  return wrong
}
