// Slows down whoever guesses credentials: failures are counted per client address and user, and per address over all
// users. Nothing is counted over addresses, so that nobody can lock the owner of an account out from elsewhere.

import ipaddr from 'ipaddr.js'
import { isSid } from '../domain/sid.ts'
import type { CountedRow } from '../ports/shared-failures.ts'

/** Who tries: the client's address as text, and the user name as given. */
export interface Attempt {
  address: string
  user: string
}

/** The memory of failed tries. An attempt is one try: the same object from its first look to its end. */
export interface Lockout {
  /** How many ms from now tries of this kind are refused unheard; 0 when they are heard. */
  waitMs(attempt: Attempt): number
  /** Notes a wrong try; returns the wait that begins with it, 0 for none. */
  failed(attempt: Attempt): number
  /** Notes a right try, which ends the row of failures of its user. */
  succeeded(attempt: Attempt): void
}

/** When waits begin and how they grow. A wait doubles with each further failure in a row. */
export interface LockoutRules {
  /** The failure in a row that the first wait follows, for one user from one address. */
  perUser: number
  /** The same from one address over all users. Users who got in from there before are not refused for it. */
  perAddress: number
  firstWaitMs: number
  longestWaitMs: number
  /** How long after a wait its row of failures is remembered; longer than any wait, or it would pay to sit it out. */
  forgetMs: number
  /** Most rows of failures that are remembered; the longest untouched go first. */
  remembered: number
}

/** Programs with old credentials, and suites that try wrong ones on every operation, get their 401s; whoever guesses
 * needs many more tries than these. */
export const usualRules: LockoutRules = {
  perUser: 100,
  perAddress: 1000,
  firstWaitMs: 1_000,
  longestWaitMs: 300_000,
  forgetMs: 3_600_000,
  remembered: 10_000,
}

/** A lockout that hears of other processes, and tells them. */
export interface LockoutMemory extends Lockout {
  /** The rows of which others may know more that matters for a try; none where nothing failed here lately. */
  inQuestion(attempt: Attempt): string[]
  /** Takes over what others counted, where it is more than what is known here. */
  learn(counted: readonly CountedRow[]): void
}

/** What a lockout tells of: rows that something was added to, and rows that ended. */
export interface Told {
  added(rows: string[]): void
  ended(row: string): void
}

const nobody: Told = { added: () => undefined, ended: () => undefined }

/** Makes a lockout; `nowMs` never runs backwards. */
export function createLockout(
  rules: LockoutRules = usualRules,
  nowMs = () => performance.now(),
  told = nobody,
): LockoutMemory {
  const [users, addresses] = [createRows(rules, rules.perUser), createRows(rules, rules.perAddress)]
  const [admitted, toldOf] = [createRows(rules, Infinity), createRows(rules, Infinity)]
  const kinds: Record<string, typeof users> = { users, addresses, admitted }
  return {
    waitMs(attempt) {
      const { block, pair } = keysOf(attempt)
      const now = nowMs()
      const ofAddress = admitted.has(pair, now) ? 0 : addresses.waitMs(block, now)
      return Math.max(users.waitMs(pair, now), ofAddress)
    },
    failed(attempt) {
      const { block, pair } = keysOf(attempt)
      const now = nowMs()
      const known = admitted.has(pair, now)
      told.added([`users ${pair}`, ...(known ? [] : [`addresses ${block}`])])
      return Math.max(users.add(pair, now), known ? 0 : addresses.add(block, now))
    },
    succeeded(attempt) {
      const { block, pair } = keysOf(attempt)
      const now = nowMs()
      if (users.has(pair, now)) told.ended(`users ${pair}`)
      users.drop(pair)
      // Each time anew, so that the longest untouched is first in line to go.
      admitted.drop(pair)
      admitted.add(pair, now)
      // Others need to know only where the address may be refused, and not with every request.
      if (!addresses.has(block, now) || toldOf.has(pair, now)) return
      toldOf.add(pair, now)
      told.added([`admitted ${pair}`])
    },
    inQuestion(attempt) {
      const { block, pair } = keysOf(attempt)
      const now = nowMs()
      const [own, known] = [users.has(pair, now), admitted.has(pair, now)]
      if (known || !(own || addresses.has(block, now))) return own ? [`users ${pair}`] : []
      return [`users ${pair}`, `addresses ${block}`, `admitted ${pair}`]
    },
    learn(counted) {
      const now = nowMs()
      for (const { row, ...rest } of counted) {
        const [kind, ...key] = row.split(' ')
        kinds[kind!]?.learn(key.join(' '), rest, now)
      }
    },
  }
}

interface Row {
  failures: number
  untilMs: number
}

/** Rows by key, in the order in which they were last added to. */
function createRows({ firstWaitMs, longestWaitMs, forgetMs, remembered }: LockoutRules, threshold: number) {
  const rows = new Map<string, Row>()
  const isOver = ({ untilMs }: Row, now: number) => untilMs + forgetMs <= now
  const find = (key: string, now: number) => {
    const row = rows.get(key)
    if (row && isOver(row, now)) rows.delete(key)
    return row && !isOver(row, now) ? row : null
  }
  const makeRoom = (now: number) => {
    for (const [key, row] of rows) {
      if (rows.size <= remembered && !isOver(row, now)) return
      rows.delete(key)
    }
  }
  const put = (key: string, failures: number, sinceMs: number) => {
    const wait = failures < threshold ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - threshold))
    rows.delete(key)
    rows.set(key, { failures, untilMs: sinceMs + wait })
    return wait
  }
  return {
    has: (key: string, now: number) => find(key, now) !== null,
    waitMs: (key: string, now: number) => Math.max(0, (find(key, now)?.untilMs ?? 0) - now),
    drop: (key: string) => rows.delete(key),
    add(key: string, now: number): number {
      const wait = put(key, (find(key, now)?.failures ?? 0) + 1, now)
      makeRoom(now)
      return wait
    },
    learn(key: string, { failures, agoMs }: Omit<CountedRow, 'row'>, now: number) {
      if (failures <= (find(key, now)?.failures ?? 0)) return
      put(key, failures, now - agoMs)
      makeRoom(now)
    },
  }
}

/** User names that can not exist share one row, so that inventing them takes no memory. */
function keysOf({ address, user }: Attempt): { block: string; pair: string } {
  const block = addressBlock(address)
  const known = isSid('account', user) || isSid('apiKey', user)
  return { block, pair: `${block} ${known ? user : '?'}` }
}

/** What stands for one client: an IPv4 address, or the /64 network of an IPv6 address, which one client has to
 * itself. A port behind the address, as some proxies write it, does not count; text that is no address is `?`. */
export function addressBlock(text: string): string {
  const [, bracketed, dotted] = /^(?:\[([^\]]+)\]|(\d+\.\d+\.\d+\.\d+))(?::\d+)?$/.exec(text) ?? []
  const bare = bracketed ?? dotted ?? text
  if (!/[.:]/.test(bare) || !ipaddr.isValid(bare)) return '?'
  const address = ipaddr.process(bare)
  if (address instanceof ipaddr.IPv4) return address.toString()
  return `${address.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`
}
