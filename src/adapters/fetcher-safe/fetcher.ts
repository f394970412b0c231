// The fetcher port over undici: every connection, for media and webhooks alike, goes through one guard.
import { lookup } from 'node:dns/promises'
import { fault } from '../../domain/errors.ts'
import type { Fetcher } from '../../ports/fetcher.ts'
import { createAddressRules } from './address-rules.ts'
import { download } from './download.ts'
import { createGuardedConnector, type LookupAll } from './guarded-connector.ts'
import { defaultLimits, type FetchLimits } from './limits.ts'
import { send } from './send.ts'
import { createTransport } from './transport.ts'
import { trustAlso } from './trusted-authorities.ts'

/** Settings of a fetcher. */
export interface SafeFetcherOptions {
  /** NETWORK_ALLOW: hosts, IP addresses and CIDR ranges that may be reached although private, on any port. */
  allow: readonly string[]
  /** MEDIA_FETCH_ATTEMPTS: tries for passing failures, the first included. */
  attempts: number
  /** MEDIA_URL_CREDENTIALS: send `user:password@` of a media URL as Basic, to its own origin only. */
  urlCredentials: boolean
  /** WEBHOOK_CA: PEM text of authorities trusted beside Node's own. */
  extraCa?: string
}

/** What tests replace. */
export interface FetcherInternals {
  limits?: Partial<FetchLimits>
  lookup?: LookupAll
  /** Ports that need no entry in `allow`. */
  openPorts?: readonly number[]
}

/** Makes the fetcher (speech-and-media section 7). `close` breaks off what still runs.
 * @throws Error when `allow` or `extraCa` is malformed */
export function createSafeFetcher(options: SafeFetcherOptions, internals: FetcherInternals = {}): Fetcher {
  const limits = { ...defaultLimits, ...internals.limits }
  const rules = createAddressRules(options.allow, internals.openPorts)
  const guard = {
    rules,
    lookup: internals.lookup ?? ((hostname: string) => lookup(hostname, { all: true })),
    secureContext: options.extraCa === undefined ? undefined : trustAlso(options.extraCa),
  }
  const connectWithin = (connectMs: number) => createGuardedConnector({ ...guard, connectMs })
  const transport = createTransport(connectWithin(limits.connectMs))
  const closing = new AbortController()
  const { attempts, urlCredentials } = options
  const deps = { transport, rules, limits, attempts, urlCredentials, closing: closing.signal }
  return {
    download: (request) => download(request, deps),
    send: (request) => send(request, { rules, limits, connectWithin, closing: closing.signal }),
    check(text) {
      const url = URL.parse(text)
      const refusal = url ? rules.refusal(url) : 'is not a URL'
      if (refusal) throw fault('mediaUrlInvalid', `media_url ${refusal}`)
    },
    async close() {
      closing.abort(fault('downloadFailed', 'the fetcher was closed', { retryable: true }))
      await transport.close()
    },
  }
}
