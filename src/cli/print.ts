// What commands print on stdout: JSON, or one line per row for people.

/** Prints `value` as JSON, or the lines that `toLines` makes of it. */
export function print<T>(value: T, { json }: { json?: boolean }, toLines: (value: T) => string[]) {
  const text = json ? JSON.stringify(value, null, 2) : toLines(value).join('\n')
  if (text !== '') process.stdout.write(`${text}\n`)
}
