// What a check of the installation says.

/** `problem`: the server can not do its work like this; `warning`: a part of it, or not for long. */
export type FindingStatus = 'ok' | 'warning' | 'problem' | 'skipped'

/** One thing that was looked at. */
export interface Finding {
  /** A word or two, e.g. `data directory`. */
  check: string
  status: FindingStatus
  /** What is so; holds no secret. */
  detail: string
  /** What to do about it; null when nothing is to be done. */
  mend: string | null
}

/** Makes the findings of one check. */
export function findingsOf(check: string) {
  const make =
    (status: FindingStatus) =>
    (detail: string, mend: string | null = null): Finding => ({ check, status, detail, mend })
  return { ok: make('ok'), warning: make('warning'), problem: make('problem'), skipped: make('skipped') }
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  // A connection that is refused on two addresses has its reasons inside.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join(', ')
  return error instanceof Error ? error.message : String(error)
}
