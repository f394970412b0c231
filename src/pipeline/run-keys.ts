// Names of what a run stores. A run that was overtaken may still be writing: what it writes must not replace what a later
// run has stored and the transcript's row names.

/** The last part of a key: that of the first run is `name` itself. No name begins with another one. */
export function ofRun(name: 'original' | 'redacted', run: number): string {
  return run === 1 ? name : `${run}-${name}`
}

/** Everything that runs before `run` may have stored under such names. */
export function ofEarlierRuns(run: number): string[] {
  const runs = Array.from({ length: run - 1 }, (_, at) => at + 1)
  return runs.flatMap((one) => [ofRun('original', one), ofRun('redacted', one)])
}
