// Who answers for what: which of Twilio's hosts and paths a Verbatim server stands for. Pure.
import type { Authority } from './authority.ts'
import type { TunnelList } from './tunnel-list.ts'

/** What becomes of a request: answered by the Verbatim server, passed on untouched, or refused. */
export type Route = 'answer' | 'tunnel' | 'refuse'

/** What is served of each of Twilio's products, by path (contract sections 6, 14 and 17). */
const served = {
  intelligence: /^\//,
  api: /^\/2010-04-01\/Accounts\/[^/?]+\/Recordings(?:[./?]|$)/,
  accounts: /^\/v1\/Credentials\/PublicKeys(?:[/?]|$)/,
} as const

/** With edge and region in the middle, as the client puts them there. Labels are bounded so that the whole name
 * fits into a certificate's common name (64 characters). */
const ourName = /^(intelligence|api|accounts)(?:\.[a-z0-9-]{1,18}){0,2}\.twilio\.com$/

/** Decides for a connection to `place`; `standardPort` is that of its scheme, 443 or 80. */
export function routeOf(place: Authority, standardPort: number, tunnels: TunnelList): Route {
  if (tunnels.names(place)) return 'tunnel'
  if (productOf(place.hostname)) return place.port === standardPort ? 'answer' : 'refuse'
  return tunnels.everything ? 'tunnel' : 'refuse'
}

/** Whether a Verbatim server serves `path` (query allowed) of `hostname`, which is lower case. */
export function serves(hostname: string, path: string): boolean {
  const product = productOf(hostname)
  return product !== null && served[product].test(path)
}

function productOf(hostname: string): keyof typeof served | null {
  return (ourName.exec(hostname)?.[1] as keyof typeof served | undefined) ?? null
}
