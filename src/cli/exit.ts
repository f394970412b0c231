// How commands end.

/** Documented exit codes of every command. */
export const exitCodes = { done: 0, failed: 1, usage: 2, notReachable: 3, refused: 4 } as const

/** A reason to end with another code than `failed`. */
export class CommandError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode: number) {
    super(message)
    this.exitCode = exitCode
  }
}

/** Says on stderr why a command failed and ends the process. */
export function fail(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`verbatim: ${message}\n`)
  process.exit(error instanceof CommandError ? error.exitCode : exitCodes.failed)
}
