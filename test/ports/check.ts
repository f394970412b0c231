// A port suite is a list of checks, so that it can run on every adapter, and once on a broken one to show that
// it can fail.

/** One promise of a port. `run` rejects when `subject` breaks it. */
export interface Check<Subject> {
  promises: string
  run(subject: Subject): Promise<void>
}

/** The promises that `subject` breaks. */
export async function brokenPromises<Subject>(
  checks: readonly Check<Subject>[],
  subject: () => Subject,
): Promise<string[]> {
  const broken: string[] = []
  for (const { promises, run } of checks) {
    await run(subject()).catch(() => broken.push(promises))
  }
  return broken
}
