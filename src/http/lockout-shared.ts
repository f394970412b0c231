// The lockout of processes that share a database: each counts for itself, tells the others in the background, and asks
// them about whoever failed here lately. While they do not answer it stays with what is known here.
import { setTimeout as delay } from 'node:timers/promises'
import type { Credentials } from '../ports/credentials.ts'
import type { SharedFailures } from '../ports/shared-failures.ts'
import { type Attempt, createLockout, type Lockout, type LockoutRules, usualRules } from './lockout.ts'

/** Credentials, and the lockout of who tries wrong ones. */
export interface Guard {
  credentials: Credentials
  lockout: Lockout
}

/** What a guard is made of; `failures` where processes share them. */
export interface GuardParts {
  credentials: Credentials
  failures?: SharedFailures | null
}

/** How long an answer of the others is waited for. */
const ANSWER_MS = 1000

/** Guards credentials. With shared failures the lockout asks while the credentials are checked, right or wrong ones, and
 * that takes until there is an answer: both must be used together. */
export function createGuard(
  { credentials, failures }: GuardParts,
  rules: LockoutRules = usualRules,
  nowMs?: () => number,
): Guard {
  if (!failures) return { credentials, lockout: createLockout(rules, nowMs) }
  // What could not be told or asked is known here all the same.
  const unheard = () => undefined
  const memory = createLockout(rules, nowMs, {
    added: (rows) => void failures.add(rows).then(memory.learn, unheard),
    ended: (row) => void failures.drop(row).catch(unheard),
  })
  const answers = new Map<string, Promise<unknown>>()
  const ask = async ({ user }: Attempt, rows: string[]) => {
    const late = new AbortController()
    const answer = Promise.race([
      failures.read(rows).then(memory.learn),
      delay(ANSWER_MS, null, { ref: false, signal: late.signal }),
    ])
    const all = Promise.all([answers.get(user), answer.catch(unheard)])
    answers.set(user, all)
    await all
    late.abort()
    if (answers.get(user) === all) answers.delete(user)
  }
  const asked = new WeakSet<Attempt>()
  let refusedAsks = false
  const lockout: Lockout = {
    ...memory,
    waitMs(attempt) {
      const waitMs = memory.waitMs(attempt)
      const rows = asked.has(attempt) ? [] : memory.inQuestion(attempt)
      asked.add(attempt)
      if (rows.length > 0 && waitMs === 0) void ask(attempt, rows)
      // Its user may have got in at another server: heard of for the next try. One at a time, as a flood is refused, too.
      if (rows.length > 0 && waitMs > 0 && !refusedAsks) {
        refusedAsks = true
        void ask(attempt, rows).finally(() => {
          refusedAsks = false
        })
      }
      return waitMs
    },
  }
  const verify = async (user: string, password: string) => {
    const [caller] = await Promise.all([credentials.verify(user, password), answers.get(user)])
    return caller
  }
  return { credentials: { ...credentials, verify }, lockout }
}
