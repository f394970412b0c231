// Rows of failures by name that several processes add to.

/** A row as others know it: how much was added to it, the last of it how long ago. */
export interface CountedRow {
  row: string
  failures: number
  agoMs: number
}

/** Counts for all processes. A row is remembered about as long as a lockout remembers it. */
export interface SharedFailures {
  /** Adds one to each row; resolves with what they come to. */
  add(rows: readonly string[]): Promise<CountedRow[]>
  /** Those of these rows that there are. */
  read(rows: readonly string[]): Promise<CountedRow[]>
  drop(row: string): Promise<void>
}
