// What the fragment of a webhook's URL says about the connection (contract section 11).

/** In what way an attempt failed, in the words of `rp`: no connection, no answer, a 4xx or 5xx answer; `other` is an
 * answer that is none of these. */
export type FailureKind = 'ct' | 'rt' | '4xx' | '5xx' | 'other'

/** Limits in milliseconds; without `policy` the caller's own schedule of retries holds. */
export interface Overrides {
  connectMs: number
  readMs: number
  /** For one attempt; with a policy for all of them together. */
  totalMs: number
  policy: RetryPolicy | null
}

/** Exactly this many further attempts at once, after failures of these kinds. */
export interface RetryPolicy {
  retries: number
  retriesOn(kind: FailureKind): boolean
}

const limits = {
  ct: { least: 100, most: 10_000, usual: 5_000 },
  rt: { least: 100, most: 15_000, usual: 15_000 },
  tt: { least: 100, most: 15_000, usual: 15_000 },
  rc: { least: 0, most: 5, usual: 1 },
} as const

/** Reads the fragment of `url`. Numbers out of bounds count as the nearest that is allowed; what can not be read, and
 * `sni` and `e`, change nothing. */
export function readOverrides(url: string): Overrides {
  const given = new URLSearchParams(new URL(url).hash.slice(1))
  return {
    connectMs: numberOf(given, 'ct'),
    readMs: numberOf(given, 'rt'),
    totalMs: numberOf(given, 'tt'),
    policy: given.has('rc') || given.has('rp') ? policyOf(given) : null,
  }
}

function policyOf(given: URLSearchParams): RetryPolicy {
  const words = (given.get('rp') || 'ct').toLowerCase().split(',')
  return {
    retries: numberOf(given, 'rc'),
    retriesOn: (kind) => words.includes('all') || words.includes(kind),
  }
}

function numberOf(given: URLSearchParams, name: keyof typeof limits): number {
  const { least, most, usual } = limits[name]
  const text = given.get(name) ?? ''
  return /^\d+$/.test(text) ? Math.min(most, Math.max(least, Number(text))) : usual
}
