// A port suite is a list of checks, so that it can run on every adapter, and once on a broken one to show that
// it can fail.
import type { Check } from '../../src/testing/check.ts'

export type { Check }

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
